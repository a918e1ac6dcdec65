import type { Arrival, Heartbeat, IncidentChanged, Subscribe, SubscribeResult, WallSnapshot, WallTick } from '@tillwatch/contract';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServer, LiveHandshake, ServerToClient } from '@tillwatch/contract';

/** What a screen hears. Every handler is optional but for the state of the link itself. */
export interface LiveHandlers {
  snapshot?(snapshot: WallSnapshot): void;
  tick?(tick: WallTick): void;
  heartbeat?(heartbeat: Heartbeat): void;
  arrival?(arrival: Arrival): void;
  incident?(change: IncidentChanged): void;
  /** Subscribed again, or not and why; `attempts` counts the tries to connect since the link was last good. */
  status(status: LinkStatus): void;
}

export type Refusal = Extract<SubscribeResult, { ok: false }>['code'];
export type LinkStatus =
  | { readonly kind: 'open' }
  | { readonly kind: 'connecting'; readonly attempts: number }
  | { readonly kind: 'refused'; readonly code: Refusal };

/** An open link. */
export interface LiveLink {
  /** Asks for a snapshot. */
  resync(): void;
  /** Drops the connection and makes a new one: for one that is open and silent. */
  reconnect(): void;
  close(): void;
}

const ANSWER_WITHIN = 5_000;
const RETRY_REFUSED = 15_000;
const RETRY_NOT_READY = 2_000;
/** 1, 2, 4, 8, 15, 15 … seconds, each ± 20 %, for ever. */
const BACK_OFF = { reconnectionDelay: 1_000, reconnectionDelayMax: 15_000, randomizationFactor: 0.2, timeout: 10_000 };

/** Tells a refusal by the server from a connection that merely failed. */
function isRefusal(error: Error & { data?: unknown }): boolean {
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'not_allowed';
}

class SocketLink implements LiveLink {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #request: Subscribe;
  readonly #handlers: LiveHandlers;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(request: Subscribe, handlers: LiveHandlers, handshake: LiveHandshake) {
    this.#request = request;
    this.#handlers = handlers;
    this.#socket = io('/live', { ...BACK_OFF, auth: handshake, transports: ['websocket', 'polling'], tryAllTransports: true });
    this.#socket.on('connect', () => this.#subscribe());
    this.#socket.on('disconnect', (reason) => this.#dropped(reason === 'io server disconnect'));
    this.#socket.on('connect_error', (error) => (isRefusal(error) ? this.#refused('not_allowed') : this.#dropped(!this.#socket.active)));
    this.#socket.io.on('reconnect_attempt', () => this.#count());
    if (handlers.snapshot) this.#socket.on('snapshot.v1', (snapshot) => handlers.snapshot?.(snapshot));
    if (handlers.tick) this.#socket.on('tick.v1', (tick) => handlers.tick?.(tick));
    if (handlers.heartbeat) this.#socket.on('heartbeat.v1', (heartbeat) => handlers.heartbeat?.(heartbeat));
    if (handlers.arrival) this.#socket.on('arrival.v1', (arrival) => handlers.arrival?.(arrival));
    if (handlers.incident) this.#socket.on('incident.changed.v1', (change) => handlers.incident?.(change));
  }

  resync(): void {
    if (this.#socket.connected) this.#socket.emit('resync.v1', this.#request);
  }

  reconnect(): void {
    this.#count();
    this.#socket.disconnect().connect();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#socket.close();
  }

  #count(): void {
    this.#attempts += 1;
    this.#handlers.status({ kind: 'connecting', attempts: this.#attempts });
  }

  #subscribe(): void {
    const answered = (error: Error | null, result?: SubscribeResult) => {
      if (error ?? !result) this.#later(RETRY_NOT_READY, () => this.#subscribe());
      else if (result.ok) this.#opened();
      else this.#refused(result.code);
    };
    this.#socket.timeout(ANSWER_WITHIN).emit('subscribe.v1', this.#request, answered);
  }

  #opened(): void {
    this.#attempts = 0;
    this.#handlers.status({ kind: 'open' });
  }

  #refused(code: Refusal): void {
    this.#handlers.status({ kind: 'refused', code });
    const again = () => (this.#socket.connected ? this.#subscribe() : this.#socket.connect());
    this.#later(code === 'not_ready' ? RETRY_NOT_READY : RETRY_REFUSED, again);
  }

  /** Socket.IO tries again by itself unless the server itself hung up. */
  #dropped(giveUp: boolean): void {
    this.#handlers.status({ kind: 'connecting', attempts: this.#attempts });
    if (!giveUp) return;
    this.#later(BACK_OFF.reconnectionDelay, () => {
      this.#count();
      this.#socket.connect();
    });
  }

  #later(ms: number, act: () => void): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(act, ms);
  }
}

/** Opens the live link of one screen and keeps it open until it is closed. The only place that knows Socket.IO. */
export function openLiveLink(request: Subscribe, handlers: LiveHandlers, handshake: LiveHandshake = {}): LiveLink {
  return new SocketLink(request, handlers, handshake);
}
