/** A text shorter than this is part of too many others to be looked for. */
const SHORTEST = 6;

/** What of a channel's settings must not stand in a log: the texts themselves, and of addresses what comes after the host. */
export function secretsOf(texts: readonly string[]): string[] {
  const parts = texts.flatMap((text) => {
    if (!URL.canParse(text)) return [text];
    const { username, password, pathname, search } = new URL(text);
    return [text, username, password, decoded(password), pathname + search, pathname, ...pathname.split('/'), search.slice(1)];
  });
  return [...new Set(parts)].filter((part) => part.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** A text without secrets that it may repeat. @param secrets the longest first */
export function masked(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
