/** What a request tells of where it comes from. */
export interface Origins {
  /** Address of the other end of the connection. */
  readonly remoteAddress: string | undefined;
  /** The `Host` header. */
  readonly host: string | undefined;
  /** The `Origin` header; browsers send it with everything but plain navigation. */
  readonly origin: string | undefined;
  /** Something in between passed it on: a `Forwarded`, `Via`, `X-Forwarded-…` or `X-Real-IP` header, or HTTP/1.0, says so. */
  readonly forwarded: boolean;
}

/** Why a request is not taken for somebody at this machine. A closed list. */
export type Distrust = 'not_on_loopback' | 'forwarded' | 'foreign_host' | 'foreign_origin';

/** Host without its port, lower case, IPv6 without brackets. */
function hostName(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}

function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || isLoopbackAddress(name);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address);
}

/** Whether a browser says that the page which asks came from this very host and port; programs say nothing. */
export function isSameOrigin({ host, origin }: Pick<Origins, 'host' | 'origin'>): boolean {
  if (origin === undefined) return true;
  return host !== undefined && origin.toLowerCase().replace(/^https?:\/\//, '') === host.toLowerCase();
}

/**
 * Whether a browser says that a page of this very host and port asks. Unlike {@link isSameOrigin} it takes silence for no:
 * for what only the product's own page has to ask.
 *
 * @param fetchSite the `Sec-Fetch-Site` header, for browsers that send no `Origin` to where the page came from
 */
export function isOwnPage({ host, origin, fetchSite }: Pick<Origins, 'host' | 'origin'> & { readonly fetchSite: unknown }): boolean {
  return origin === undefined ? fetchSite === 'same-origin' : isSameOrigin({ host, origin });
}

/**
 * Whether a request to an installation that listens on loopback comes from somebody at this machine, who needs no token.
 * The connection's address alone does not say so: a tunnel or proxy on this machine forwards strangers, any web page
 * can make the browser here ask (another origin), and a name that its owner points at 127.0.0.1 makes that page look like
 * ours (DNS rebinding), which the Host header gives away. A proxy that writes our own name into Host and leaves no trace of
 * itself cannot be told apart: in front of one belongs `--listen`, with which everybody needs a token.
 *
 * @returns the reason not to trust it; undefined where it is trusted
 */
export function distrust(origins: Origins): Distrust | undefined {
  if (!isLoopbackAddress(origins.remoteAddress ?? '')) return 'not_on_loopback';
  if (origins.forwarded) return 'forwarded';
  if (!isLoopbackName(hostName(origins.host ?? ''))) return 'foreign_host';
  return isSameOrigin(origins) ? undefined : 'foreign_origin';
}
