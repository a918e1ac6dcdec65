import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/** The part of IPv6 that is given out to be reached from everywhere (RFC 4291). */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** What an installation allows beside the public internet; the texts are as somebody wrote them. */
export interface Allowed {
  /** Names whose addresses may be anything, lower case: `mail.internal`. */
  readonly hosts: ReadonlySet<string>;
  readonly ranges: readonly Range[];
}

/** Nothing but the public internet. */
export const ONLY_PUBLIC: Allowed = { hosts: new Set(), ranges: [] };

/**
 * Reads what may be reached beside the public internet.
 *
 * @param texts addresses, ranges as `10.1.0.0/16`, host names
 * @throws RangeError that names the text that is none of them
 */
export function readAllowed(texts: readonly string[]): Allowed {
  const hosts = new Set<string>();
  const ranges: Range[] = [];
  for (const text of texts) {
    if (ipaddr.isValidCIDR(text)) ranges.push(ipaddr.parseCIDR(text));
    else if (isAddress(text)) ranges.push([ipaddr.parse(text), ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128]);
    else if (/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(text) && /[a-z]/i.test(text)) hosts.add(text.toLowerCase());
    else throw new RangeError(`${text}: expected an address, a range such as 10.1.0.0/16, or a host name`);
  }
  return { hosts, ranges };
}

/** Whether a text is an IP address as programs write it: not the shortened, octal or hexadecimal forms that only look like one. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

/**
 * Whether an address is one that everybody may reach: no loopback, private, link-local, shared, multicast or reserved one, and no
 * IPv6 address that another one hides in (mapped, 6to4, Teredo, NAT64). What is no address is none of these, either.
 */
export function isPublicAddress(text: string): boolean {
  if (!isAddress(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_UNICAST);
}

/** Whether an address that a host's name stands for may be connected to. */
export function isAllowed(address: string, host: string, { hosts, ranges }: Allowed): boolean {
  if (isPublicAddress(address) || hosts.has(host.toLowerCase())) return true;
  if (!isAddress(address)) return false;
  const own = ipaddr.process(address);
  return ranges.some(([range, bits]) => own.kind() === range.kind() && own.match(range, bits));
}
