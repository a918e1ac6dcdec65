/** A set of dimension=value pairs. The empty segment is "everything". */
export type Segment = Readonly<Record<string, string>>;

/** Percent-encodes one side of a pair. A lone surrogate, which has no encoding, becomes U+FFFD. */
function escapePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The one spelling of a segment: pairs sorted by dimension, both sides percent-encoded, joined by commas
 * (`method=card,provider=kg-inicis`). Safe inside a Redis key and a URL; the empty segment is `*`.
 */
export function formatSegment(segment: Segment): string {
  const pairs = Object.entries(segment).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return pairs.length === 0 ? '*' : pairs.map(([d, v]) => `${escapePart(d)}=${escapePart(v)}`).join(',');
}

/** The inverse of {@link formatSegment}; undefined where `text` is not a segment. */
export function parseSegment(text: string): Segment | undefined {
  if (text === '*') return {};
  const segment: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=');
    if (at <= 0) return undefined;
    try {
      segment[decodeURIComponent(pair.slice(0, at))] = decodeURIComponent(pair.slice(at + 1));
    } catch {
      return undefined;
    }
  }
  return segment;
}
