import type { IncidentAnswer, IncidentDetail, IncidentNotifications, IncidentPageData } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { readIncident, readNotifications } from '../../api/incidents.js';
import { DeskLink, HEARS_NOTHING } from '../../live/desk-link.svelte.js';
import { chartPoints, type ChartMeasure } from './chart-view.js';
import { IncidentActions } from './incident-actions.svelte.js';

const REFRESH_MS = 15_000;
const REST_MS = 2_000;

/** An incident's page as it runs: what the server rendered, then the details, then every change. */
export class IncidentScreen {
  incident: IncidentAnswer | null = $state.raw(null);
  detail: IncidentDetail | null = $state.raw(null);
  /** Who was told of it; empty where nobody was, or where that is not known. */
  notified: IncidentNotifications = $state.raw({ notifications: [], held: [] });
  /** Why there is nothing (new) to show. */
  trouble: 'unknown' | 'forbidden' | 'failed' | null = $state(null);
  readonly measure: ChartMeasure = $derived(this.incident?.kind === 'volume' ? 'came' : 'share');
  readonly points = $derived(chartPoints(this.detail?.series ?? [], this.measure));
  readonly link: DeskLink;
  readonly actions: IncidentActions;
  readonly #id: string;
  readonly #asker: Asker;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(data: IncidentPageData, asker: Asker) {
    this.#id = data.id;
    this.#asker = asker;
    this.incident = data.incident;
    this.trouble = data.incident === null ? 'unknown' : null;
    this.link = new DeskLink(data.now);
    this.actions = new IncidentActions(asker, (incident) => this.#take(incident));
  }

  /** Runs until the returned function is called. */
  start(): () => void {
    if (this.incident === null) return this.link.start({ view: 'incidents', id: '' }, HEARS_NOTHING, this.#asker.token);
    void this.refresh();
    const events = { changed: ({ incident }: { incident: IncidentAnswer }) => this.#take(incident), opened: () => this.#soon() };
    const stops = [this.actions.start(), this.link.start({ view: 'incident', id: this.#id }, events, this.#asker.token)];
    if (asksToAcknowledge() && this.incident.status !== 'resolved') this.actions.do(this.#id, 'acknowledge');
    const timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#later);
      stops.forEach((stop) => stop());
    };
  }

  async refresh(): Promise<void> {
    // Beside the incident itself: a page that cannot tell who was told is no worse.
    void readNotifications(this.#id, this.#asker)
      .then((answer) => (this.notified = answer))
      .catch(() => undefined);
    try {
      const detail = await readIncident(this.#id, this.#asker);
      this.trouble = null;
      this.detail = detail;
      if (detail.incident.version >= (this.incident?.version ?? 0)) this.incident = detail.incident;
    } catch (error) {
      const status = error instanceof ApiError ? error.status : 0;
      this.trouble = status === 404 ? 'unknown' : status === 401 || status === 403 ? 'forbidden' : 'failed';
    }
  }

  /** Takes an incident as it is now, and its details a moment later. */
  #take(incident: IncidentAnswer): void {
    if (incident.id !== this.#id || incident.version < (this.incident?.version ?? 0)) return;
    this.incident = incident;
    this.#soon();
  }

  #soon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      void this.refresh();
    }, REST_MS);
  }
}

/**
 * Whether the page was opened by the link of a message that takes the incident, which is said once. Programs that follow the links of messages
 * take nothing by it: without the name that this device's person gave the page asks for one.
 */
function asksToAcknowledge(): boolean {
  const address = new URL(location.href);
  if (address.searchParams.get('do') !== 'acknowledge') return false;
  address.searchParams.delete('do');
  history.replaceState(history.state, '', address);
  return true;
}
