/** How messages are sent in one measurement. */
export type Way = 'socket.io' | 'ws';

/** What the sending process tells: where it listens, then what one delivery cost it. */
export type FromSender = { readonly port: number } | { readonly microsecondsPerDelivery: number };

/** What the sending process is told: everybody is there. */
export interface ToSender {
  readonly viewers: number;
}
