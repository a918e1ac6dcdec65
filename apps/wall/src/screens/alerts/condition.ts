/** What a text of conditions says: a segment, or the part of it that is no condition. */
export type Conditions = { readonly segment: Readonly<Record<string, string>> } | { readonly unreadable: string };

/** Reads `provider:kg-inicis method:card`, parts in any order with blanks between them, as addresses of screens spell them. */
export function readConditions(text: string): Conditions {
  const segment: Record<string, string> = {};
  for (const part of text.split(/\s+/).filter((one) => one !== '')) {
    const at = part.indexOf(':');
    const value = decoded(part.slice(at + 1));
    if (at <= 0 || value === undefined || value === '') return { unreadable: part };
    segment[part.slice(0, at)] = value;
  }
  return { segment };
}

/** The text with one more condition, in the place of another about the same dimension. */
export function withCondition(text: string, dimension: string, value: string): string {
  const others = text.split(/\s+/).filter((part) => part !== '' && !part.startsWith(`${dimension}:`));
  return [...others, `${dimension}:${value.replace(/[%\s]/g, encodeURIComponent)}`].join(' ');
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
