import type { Heartbeat, IncidentChanged, Subscribe } from '@tillwatch/contract';
import { clockText, GLOSSARY, latenessText, type Language } from '@tillwatch/wording';
import type { LinkStatus, LiveLink } from './link.js';
import { browserTime, ServerClock, Stopwatch } from './server-clock.js';
import { DOWN_AFTER, LATE_AFTER } from './vitals.js';

/** What a page hears beside the state of its link. */
export interface DeskEvents {
  changed(change: IncidentChanged): void;
  /** The link is good again: something may have been missed. */
  opened(): void;
}

/** For a page that only shows whether the server is there. */
export const HEARS_NOTHING: DeskEvents = { changed: () => undefined, opened: () => undefined };

const SECOND = 1_000;

/** The live link of a page that somebody sits at: the server's time, and whether what is shown is of now. */
export class DeskLink {
  /** Server time (ms since epoch), moved on once a second. */
  now = $state(0);
  state: 'connecting' | 'live' | 'late' | 'down' = $state('connecting');
  /** How long the server has been silent, in ms. */
  silence = $state(0);
  /** When the server was last heard. */
  asOf = $state(0);
  readonly #clock = new ServerClock(browserTime);
  readonly #quiet = new Stopwatch(browserTime);
  #heard = false;
  #link: LiveLink | null = null;

  /** `now` is the server's time when the page was made, else the device's. */
  constructor(now: number) {
    this.now = now;
    this.asOf = now;
    this.#clock.set(now);
  }

  /** Opens the link and keeps it until the returned function is called. */
  start(request: Subscribe, events: DeskEvents, token: string | undefined): () => void {
    let closed = false;
    const handlers = {
      heartbeat: (heartbeat: Heartbeat) => this.#beat(heartbeat),
      incident: (change: IncidentChanged) => events.changed(change),
      status: (status: LinkStatus) => {
        if (status.kind === 'open') events.opened();
      },
    };
    // The link is not needed to read the page, so it does not hold it up.
    void import('./link.js').then(({ openLiveLink }) => {
      if (!closed) this.#link = openLiveLink(request, handlers, token === undefined ? {} : { token });
    });
    const timer = setInterval(() => this.#tend(), SECOND);
    return () => {
      closed = true;
      clearInterval(timer);
      this.#link?.close();
    };
  }

  #beat({ serverTime }: Heartbeat): void {
    this.#clock.set(serverTime);
    this.#quiet.restart();
    this.#heard = true;
    this.asOf = serverTime;
    this.#tend();
  }

  #tend(): void {
    this.now = this.#clock.now() ?? this.now;
    this.silence = this.#quiet.elapsed();
    if (this.silence >= DOWN_AFTER) this.state = 'down';
    else if (this.silence >= LATE_AFTER && this.#heard) this.state = 'late';
    else this.state = this.#heard ? 'live' : 'connecting';
  }
}

const CONNECTING = { ko: '연결 중', en: 'Connecting' };

/** What a link says of itself: `실시간`, `지연 8초`, `연결 끊김 · 14:07:12 기준`. */
export function linkText({ state, silence, asOf }: DeskLink, language: Language, timeZone: string): string {
  switch (state) {
    case 'connecting':
      return CONNECTING[language];
    case 'live':
      return GLOSSARY.live[language];
    case 'late':
      return `${GLOSSARY.delayed[language]} ${latenessText(silence, language)}`;
    case 'down': {
      const clock = clockText(asOf, timeZone);
      return `${GLOSSARY.disconnected[language]} · ${language === 'ko' ? `${clock} 기준` : `as of ${clock}`}`;
    }
  }
}
