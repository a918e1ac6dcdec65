import { Controller, Get, Header, Param } from '@nestjs/common';
import type { Viewer } from '@tillwatch/access';
import type { IncidentNotifications } from '@tillwatch/contract';
import { NotificationStore } from '@tillwatch/notifications';
import { Needs } from '../access/needs.decorator.js';
import { CurrentViewer } from '../access/request-identity.js';
import { stored } from '../http/asked.js';
import { onlyAllMerchants } from '../incidents/incident-problems.js';
import { answerOf } from './notifications-view.js';

/** Who was told of one incident, and when. */
@Controller('v1/incidents')
export class IncidentNotificationsController {
  constructor(private readonly store: NotificationStore) {}

  @Get(':id/notifications')
  @Needs('screens:view')
  @Header('cache-control', 'no-store')
  async list(@Param('id') id: string, @CurrentViewer() { tenant, merchant }: Viewer): Promise<IncidentNotifications> {
    if (merchant !== '*') throw onlyAllMerchants();
    const about = await stored(this.store.about(id));
    return { notifications: about.filter((one) => one.tenant === tenant).map(answerOf) };
  }
}
