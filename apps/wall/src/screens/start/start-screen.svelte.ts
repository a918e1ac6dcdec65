import type { Arrival, FirstRunKey } from '@tillwatch/contract';
import { ApiError, createFirstRunKey } from '../../api/client.js';
import { openLiveLink, type LiveLink } from '../../live/link.js';
import { DEFAULT_BOARD } from '../../router.js';
import { newPrefix, type SnippetTarget } from './snippets.js';

export type KeyState =
  | { readonly kind: 'making' }
  | { readonly kind: 'made'; readonly target: SnippetTarget; readonly board: string }
  | { readonly kind: 'failed'; readonly reason: string };

const DEFAULT_JOURNEY = 'checkout';
const DEFAULT_STAGE = 'authorisation';

/** The first-run page as it runs: has a key made and listens for the event that is sent with it. */
export class StartScreen {
  key: KeyState = $state.raw({ kind: 'making' });
  arrival: Arrival | null = $state.raw(null);
  /** The live link is open; until then the page says that it cannot hear. */
  listening = $state.raw(true);
  /** Heartbeats of the server heard so far. */
  beats = $state.raw(0);
  readonly #prefix = newPrefix();
  readonly #token: string | undefined;
  #link: LiveLink | null = null;

  constructor(token: string | undefined) {
    this.#token = token;
  }

  /** Makes the key and listens until the returned function is called. */
  start(): () => void {
    const handlers = {
      arrival: (arrival: Arrival) => this.#arrived(arrival),
      heartbeat: () => (this.beats += 1),
      status: ({ kind }: { kind: string }) => (this.listening = kind === 'open'),
    };
    const handshake = this.#token === undefined ? {} : { token: this.#token };
    this.#link = openLiveLink({ view: 'start', id: this.#prefix }, handlers, handshake);
    void this.makeKey();
    return () => this.#link?.close();
  }

  async makeKey(): Promise<void> {
    this.key = { kind: 'making' };
    try {
      this.key = this.#made(await createFirstRunKey(this.#token));
    } catch (error) {
      this.key = { kind: 'failed', reason: error instanceof ApiError || error instanceof Error ? error.message : String(error) };
    }
  }

  #made({ key, board, journey, stage }: FirstRunKey): KeyState {
    const target = { origin: location.origin, key, prefix: this.#prefix };
    return {
      kind: 'made',
      board: board ?? DEFAULT_BOARD,
      target: { ...target, journey: journey ?? DEFAULT_JOURNEY, stage: stage ?? DEFAULT_STAGE },
    };
  }

  /** A running shop sends events of its own; only what was sent with this page's snippet completes the step. */
  #arrived(arrival: Arrival): void {
    if (arrival.attempt.startsWith(this.#prefix)) this.arrival = arrival;
  }
}
