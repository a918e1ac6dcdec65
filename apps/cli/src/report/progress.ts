import type { Clock } from '@tillwatch/domain';
import { numberText, roughElapsedText } from '@tillwatch/wording';
import type { OpenFile } from '../source/open-source.js';
import type { Terminal } from '../terminal.js';

const REDRAW_MS = 200;
/** Without a terminal to redraw on, a line now and then. */
const PLAIN_LINE_MS = 10_000;
const BAR_WIDTH = 24;

/** Shows how far a file has been sent, how fast, and how long it will take. */
export class Progress {
  readonly #startedAt: number;
  #shownAt: number;
  #sent = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly file: Pick<OpenFile, 'bytesRead' | 'totalBytes'>,
    private readonly clock: Clock,
  ) {
    this.#startedAt = clock.now();
    this.#shownAt = clock.now();
  }

  /** Counts events that the server has answered for. */
  add(events: number): void {
    this.#sent += events;
    const now = this.clock.now();
    if (now - this.#shownAt < (this.terminal.isLive ? REDRAW_MS : PLAIN_LINE_MS)) return;
    this.#shownAt = now;
    if (this.terminal.isLive) this.terminal.flash(this.#text(now));
    else this.terminal.tell(this.#text(now));
  }

  #text(now: number): { ko: string; en: string } {
    const elapsed = Math.max(1, now - this.#startedAt);
    const rate = numberText((this.#sent / elapsed) * 1_000);
    const total = this.file.totalBytes;
    const share = total === undefined || total === 0 ? undefined : Math.min(1, this.file.bytesRead() / total);
    const sent = numberText(this.#sent);
    if (share === undefined) return { ko: `${sent}건 · 초당 ${rate}건`, en: `${sent} events · ${rate}/s` };
    const left = share === 0 ? undefined : (elapsed / share) * (1 - share);
    const filled = Math.floor(share * BAR_WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)}%`;
    const eta = {
      ko: left === undefined ? '' : ` · ${roughElapsedText(left, 'ko')} 남음`,
      en: left === undefined ? '' : ` · ${roughElapsedText(left, 'en')} left`,
    };
    return { ko: `${bar} · ${sent}건 · 초당 ${rate}건${eta.ko}`, en: `${bar} · ${sent} events · ${rate}/s${eta.en}` };
  }
}
