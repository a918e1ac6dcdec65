import type { IncidentAnswer } from '@tillwatch/contract';
import { ApiError } from '../../api/client.js';
import type { Asker } from '../../api/errors.js';
import { listIncidents } from '../../api/incidents.js';
import { DeskLink } from '../../live/desk-link.svelte.js';
import { IncidentActions } from './incident-actions.svelte.js';
import { isShown, momentOf } from '../../address/moment.js';
import { listQuery, unknownFilters } from './list-query.js';

const REFRESH_MS = 15_000;
const REST_MS = 1_000;

/** Where a page that asked no server for it yet takes the time zone from. */
const localZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Incidents as they stand, kept so: a question, then every change. */
export class IncidentList {
  incidents: readonly IncidentAnswer[] = $state.raw([]);
  state: 'loading' | 'ready' | 'failed' | 'forbidden' = $state('loading');
  checkedAt = $state(0);
  timeZone = $state(localZone());
  next: string | null = $state(null);
  /** The last question failed, though an earlier one did not. */
  stale = $state(false);
  readonly link: DeskLink;
  readonly actions: IncidentActions;
  readonly #asker: Asker;
  readonly #address: () => URLSearchParams;
  #asked = 0;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** `address` gives the filters in force. */
  constructor(asker: Asker, address: () => URLSearchParams) {
    this.#asker = asker;
    this.#address = address;
    this.link = new DeskLink(Date.now());
    this.actions = new IncidentActions(asker, (incident) => this.take(incident));
  }

  /** Runs until the returned function is called. */
  start(): () => void {
    void this.refresh();
    const events = { changed: ({ incident }: { incident: IncidentAnswer }) => this.take(incident), opened: () => this.#soon() };
    const stops = [this.actions.start(), this.link.start({ view: 'incidents', id: '' }, events, this.#asker.token)];
    const timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(this.#later);
      stops.forEach((stop) => stop());
    };
  }

  /** What nobody knows is not asked for: the page says so instead. */
  get #isAskable(): boolean {
    return unknownFilters(this.#address()).length === 0 && isShown(momentOf(this.#address(), this.link.now));
  }

  async refresh(): Promise<void> {
    if (!this.#isAskable) return;
    const number = ++this.#asked;
    try {
      const { incidents, checkedAt, timeZone, next } = await listIncidents(listQuery(this.#address(), this.link.now), this.#asker);
      if (number !== this.#asked) return;
      Object.assign(this, { incidents, timeZone, next, state: 'ready', stale: false, checkedAt: Date.parse(checkedAt) });
    } catch (error) {
      if (number !== this.#asked) return;
      const status = error instanceof ApiError ? error.status : 0;
      this.stale = true;
      if (this.state !== 'ready') this.state = status === 401 || status === 403 ? 'forbidden' : 'failed';
    }
  }

  /** Adds what is older than the oldest shown. */
  async older(): Promise<void> {
    if (this.next === null) return;
    const query = listQuery(this.#address(), this.link.now);
    query.set('before', this.next);
    const number = ++this.#asked;
    const { incidents, next } = await listIncidents(query, this.#asker);
    if (number !== this.#asked) return;
    this.incidents = [...this.incidents, ...incidents];
    this.next = next;
  }

  /** Takes an incident as it is now; one that is not in the list may belong there. */
  take(incident: IncidentAnswer): void {
    this.incidents = this.incidents.map((one) => (one.id === incident.id && one.version <= incident.version ? incident : one));
    this.#soon();
  }

  #soon(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      void this.refresh();
    }, REST_MS);
  }
}
