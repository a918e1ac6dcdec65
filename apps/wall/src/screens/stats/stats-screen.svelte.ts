import type { JourneyFrame, JourneysAnswer } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import type { Asker } from '../../api/errors.js';
import type { Moment } from '../../address/moment.js';
import { readNumbers } from '../../api/numbers.js';
import { readAddress, searchOf, type StatsAddress } from './address.js';
import { obstacleOf, splitsOf, type Askable, type StatsObstacle } from './choices.js';
import { StatsNumbers } from './numbers.svelte.js';
import { isRecent, spanBefore, spanOf, type Span } from './period.js';
import { reasonOf } from './reason.js';

/** Changes within this time are one step back. */
const ONE_STEP_MS = 2_000;
/** What there is to see where an address names nothing to split by. */
const FIRST_SPLIT = 'provider';

export type FrameState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'ready'; readonly answer: JourneysAnswer };

/** The page of numbers as it runs: its state is its address, and nothing else. */
export class StatsScreen {
  frame: FrameState = $state.raw({ kind: 'loading' });
  address: StatsAddress = $state.raw(readAddress(location.search));
  readonly numbers: StatsNumbers;
  readonly language: Language;
  readonly #asker: Asker;
  #serverAhead = 0;
  #changedAt = -Infinity;
  /** When the numbers were asked for, by the server's clock. */
  now = $state.raw(Date.now());

  constructor(asker: Asker) {
    this.language = asker.language;
    this.#asker = asker;
    this.numbers = new StatsNumbers(asker);
  }

  /** Reads what there is, and follows the browser's back and forward until the returned function is called. */
  start(): () => void {
    const moved = (): void => {
      this.address = readAddress(location.search);
      this.#beginSomewhere();
      void this.refresh();
    };
    addEventListener('popstate', moved);
    void this.refresh();
    return () => removeEventListener('popstate', moved);
  }

  /** The journey that is looked at: the one named, else the first. */
  get journey(): JourneyFrame | undefined {
    if (this.frame.kind !== 'ready') return undefined;
    const { journeys } = this.frame.answer;
    return journeys.find(({ id }) => id === this.address.journey) ?? journeys[0];
  }

  get timeZone(): string {
    return this.frame.kind === 'ready' ? this.frame.answer.timeZone : 'UTC';
  }

  get span(): Span {
    return spanOf(this.address.period, this.now, this.timeZone);
  }

  /** Of when the page is. */
  get moment(): Moment {
    const { period } = this.address;
    if (typeof period === 'string' || 'unread' in period) return { kind: 'now' };
    return 'from' in period ? { kind: 'frozen', ...period } : period;
  }

  get spanBefore(): Span {
    return spanBefore(this.span, this.timeZone);
  }

  get askable(): Askable | undefined {
    const { journey } = this;
    return journey === undefined ? undefined : { journey, recent: isRecent(this.span, this.now) };
  }

  get obstacle(): StatsObstacle | undefined {
    return this.askable === undefined ? undefined : obstacleOf(this.address, this.askable, this.now);
  }

  /** The link of a state of this page. */
  hrefOf(changes: Partial<StatsAddress>): string {
    return `/stats${searchOf({ ...this.address, ...changes })}`;
  }

  /** Shows another state, as a step that can be gone back. `ask` false: the same numbers in another order. */
  go(changes: Partial<StatsAddress>, ask = true): void {
    const at = performance.now();
    const href = this.hrefOf(changes);
    if (at - this.#changedAt < ONE_STEP_MS) history.replaceState(null, '', href);
    else history.pushState(null, '', href);
    this.#changedAt = at;
    this.address = { ...this.address, ...changes };
    if (ask) void this.refresh();
  }

  /** A link's click: shown at once where it is no click for a new tab. */
  follow(event: MouseEvent, changes: Partial<StatsAddress>): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.go(changes);
  }

  /** Another journey, from its beginning. */
  begin(journey: string): void {
    this.address = { ...this.address, journey, stage: undefined, by: [], filters: [] };
    this.go({ by: this.#firstSplit() });
  }

  /** Asks anew for everything that the address is about. */
  async refresh(): Promise<void> {
    if (this.frame.kind !== 'ready') await this.#readFrame();
    this.now = Date.now() + this.#serverAhead;
    const { askable, address, span } = this;
    if (askable === undefined || this.obstacle !== undefined) return;
    const before = address.compare ? this.spanBefore : undefined;
    await this.numbers.read({ ...address, journey: askable.journey.id, span, before, timeZone: this.timeZone });
  }

  async #readFrame(): Promise<void> {
    this.frame = { kind: 'loading' };
    try {
      const answer = await readNumbers('journeys', [], this.#asker);
      this.#serverAhead = Date.parse(answer.serverTime) - Date.now();
      this.now = Date.parse(answer.serverTime);
      this.frame = { kind: 'ready', answer };
      this.#beginSomewhere();
    } catch (error) {
      this.frame = { kind: 'failed', reason: reasonOf(error, this.language) };
    }
  }

  /** A bare address is split by what people ask first. */
  #beginSomewhere(): void {
    const { address } = this;
    const isBare = !/[?&]by=/.test(location.search) && address.by.length === 0 && address.filters.length === 0;
    if (this.frame.kind !== 'ready' || !isBare) return;
    this.address = { ...address, by: this.#firstSplit() };
  }

  #firstSplit(): readonly string[] {
    const splits = this.askable === undefined ? [] : splitsOf([], this.askable);
    return splits.find((by) => by.join() === FIRST_SPLIT) ?? splits.find((by) => by.length === 1) ?? [];
  }
}
