import { Controller, Get, Header, Param } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { IncidentNotifications } from '@tillwatch/contract';
import { IncidentStore } from '@tillwatch/incidents';
import { HeldStore, NotificationStore } from '@tillwatch/notifications';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { stored } from '../http/asked.js';
import { onlyAllMerchants } from '../incidents/incident-problems.js';
import { answerOf } from './notifications-view.js';

/** Who was told of one incident, and when; who was not, and why. */
@Controller('v1/incidents')
export class IncidentNotificationsController {
  constructor(
    private readonly store: NotificationStore,
    private readonly held: HeldStore,
    private readonly incidents: IncidentStore,
  ) {}

  @Get(':id/notifications')
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  async list(@Param('id') id: string, @CurrentViewer() { tenant, merchant }: Viewer): Promise<IncidentNotifications> {
    if (merchant !== '*') throw onlyAllMerchants();
    const [incident, about, held] = await stored(Promise.all([this.incidents.find(id), this.store.about(id), this.held.of(id)]));
    if (incident?.tenant !== tenant) return { notifications: [], held: [] };
    return {
      notifications: about.map(answerOf),
      held: held.map(({ channel, reason, at }) => ({ channel, reason, at: new Date(at).toISOString() })),
    };
  }
}
