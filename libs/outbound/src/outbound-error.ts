/** Why nothing was sent, or nothing was heard. A closed list: logs and screens use these words. */
export type OutboundFault =
  /** The address is no http(s) address, or carries a password. */
  | 'bad_url'
  /** The name stands for an address that nobody from outside may have us connect to. */
  | 'forbidden_address'
  | 'unknown_host'
  | 'unreachable'
  | 'bad_certificate'
  | 'timeout';

/** A request that got no answer. The message names the host, never the rest of the address: that can be a secret. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';

  constructor(
    readonly fault: OutboundFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
