import type { Language } from '@tillwatch/wording';
import type { LocalisedText } from '@tillwatch/domain';
import type { Readable } from 'node:stream';

/** Where a command reads and writes: stdout holds data alone, stderr talks to people. */
export interface Terminal {
  readonly stdin: Readable;
  readonly language: Language;
  /** One line of data. */
  readonly out: (line: string) => void;
  /** One line for people. */
  readonly tell: (text: LocalisedText | string) => void;
  /** A line that the next one replaces; does nothing where stderr is no terminal. */
  readonly flash: (text: LocalisedText) => void;
  /** Whether `flash` shows anything. */
  readonly isLive: boolean;
}

interface Streams {
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** A terminal over a process's streams. */
export function createTerminal({ stdin, stdout, stderr }: Streams, language: Language): Terminal {
  const isLive = stderr.isTTY === true;
  let flashed = false;
  const clear = (): void => {
    if (flashed) stderr.write('\r\u001b[2K');
    flashed = false;
  };
  return {
    stdin,
    language,
    isLive,
    out: (line) => void stdout.write(`${line}\n`),
    tell: (text) => {
      clear();
      stderr.write(`${typeof text === 'string' ? text : text[language]}\n`);
    },
    flash: (text) => {
      if (!isLive) return;
      clear();
      stderr.write(text[language].slice(0, (stderr.columns ?? 80) - 1));
      flashed = true;
    },
  };
}
