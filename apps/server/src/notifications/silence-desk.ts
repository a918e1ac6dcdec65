import { randomBytes } from 'node:crypto';
import type { SilenceAnswer, SilencePreviewAnswer, SilenceRequest } from '@tillwatch/contract';
import type { Incident, RouteMatch, Silence } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import { isSilenced, matches, type NotificationStore, type SilenceStore } from '@tillwatch/notifications';

const MINUTE = 60_000;
/** How far back a preview looks, in ms, and at how many incidents at most. */
const LATELY_MS = 7 * 86_400_000;
const MOST_INCIDENTS = 2_000;

/** Begins, ends and lists silences of a tenant. Times are ms since the epoch. */
export class SilenceDesk {
  constructor(
    private readonly silences: SilenceStore,
    private readonly incidents: IncidentStore,
    private readonly notifications: NotificationStore,
  ) {}

  async list(tenant: string, now: number): Promise<Silence[]> {
    return (await this.silences.list(now)).filter((silence) => silence.tenant === tenant);
  }

  async begin(tenant: string, { when, minutes, comment, by }: Required<SilenceRequest>, now: number): Promise<Silence> {
    const id = randomBytes(6).toString('hex');
    const silence = { id, tenant, when: when as RouteMatch, startsAt: now, endsAt: now + minutes * MINUTE, by, comment };
    await this.silences.put(silence);
    return silence;
  }

  /** Ends one early, and has what it held back told. @returns false where none of this id holds */
  async end(tenant: string, id: string, now: number): Promise<boolean> {
    const silence = await this.silences.find(id);
    if (silence?.tenant !== tenant || silence.endsAt <= now) return false;
    await this.silences.put({ ...silence, endsAt: now });
    const held = (await this.incidents.open()).filter((incident) => isSilenced(incident, silence, now));
    await this.notifications.askAgain(
      held.map((incident) => incident.id),
      now,
    );
    return true;
  }

  /** What a silence would hold back that is open, and how many it would have lately. */
  async preview(tenant: string, when: SilenceRequest['when'], now: number): Promise<SilencePreviewAnswer> {
    const known = (await this.incidents.list(MOST_INCIDENTS)).filter(
      (incident) => incident.tenant === tenant && matches(incident, when as RouteMatch),
    );
    const open = known.filter(({ status }) => status !== 'resolved');
    return { open: open.map(briefOf), lately: known.filter(({ openedAt }) => openedAt >= now - LATELY_MS).length };
  }
}

/** A silence as it crosses to the outside. */
export function silenceAnswer({ tenant: _, when, startsAt, endsAt, ...rest }: Silence, now: number): SilenceAnswer {
  const [begins, ends] = [startsAt, endsAt].map((at) => new Date(at).toISOString());
  return {
    ...rest,
    when: structuredClone(when) as SilenceAnswer['when'],
    ...{ startsAt: begins ?? '', endsAt: ends ?? '', state: now < endsAt ? 'active' : 'over' },
  };
}

function briefOf({ id, severity, stage, cause }: Incident): SilencePreviewAnswer['open'][number] {
  return { id, severity, stage, segment: { ...cause[0]?.segment } };
}
