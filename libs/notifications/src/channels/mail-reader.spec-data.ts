/** A mail as a reader sees it. */
export interface ReadMail {
  /** By lower-case name, unfolded and decoded. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

/** Reads a mail of a text and an HTML part, as RFC 5322, 2045 and 2047 have it. */
export function readMail(raw: string): ReadMail {
  const top = partOf(raw);
  const boundary = /boundary="([^"]+)"/.exec(top.headers['content-type'] ?? '')?.[1] ?? '';
  const parts = raw
    .split(`--${boundary}`)
    .slice(1)
    .map((part) => partOf(part.replace(/^\r\n/, '')));
  const of = (type: string): string => {
    const part = parts.find(({ headers }) => headers['content-type']?.startsWith(type));
    return part === undefined ? '' : bodyOf(part);
  };
  return { headers: top.headers, text: of('text/plain'), html: of('text/html') };
}

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function partOf(raw: string): Part {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    return [line.slice(0, at).toLowerCase(), words(line.slice(at + 1).trim())];
  });
  return { headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') };
}

function words(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, code: string, text: string) =>
      code.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replace(/_/g, ' ')),
    );
}

function quoted(text: string): string {
  const bytes = text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function bodyOf({ headers, body }: Part): string {
  const code = headers['content-transfer-encoding'] ?? '7bit';
  const text = code === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : code === 'quoted-printable' ? quoted(body) : body;
  return text.replace(/\r\n/g, '\n').trim();
}
