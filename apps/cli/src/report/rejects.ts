import type { LocalisedText } from '@tillwatch/domain';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Terminal } from '../terminal.js';

/** A record, or one event of it, that was not taken. */
export interface Reject {
  readonly line: number;
  readonly row: number;
  /** The event's field at fault; empty for the record as a whole. */
  readonly path: string;
  readonly code: string;
  readonly message: LocalisedText;
}

/** How many are told one by one; a file that is wrong throughout must not scroll everything else away. */
const SHOWN = 20;

/** Tells people which records were not taken and why: the first few on the terminal, all of them in a file. */
export class Rejects {
  #count = 0;
  readonly #file: WriteStream | undefined;

  /** @param path the file that gets all of them as NDJSON; undefined for none */
  constructor(
    private readonly terminal: Terminal,
    path: string | undefined,
  ) {
    this.#file = path === undefined ? undefined : createWriteStream(path, { mode: 0o600 });
    // Told by end(), where the file is waited for.
    this.#file?.on('error', () => undefined);
  }

  get count(): number {
    return this.#count;
  }

  add({ line, row, path, code, message }: Reject): void {
    const { language, tell } = this.terminal;
    this.#count += 1;
    this.#file?.write(`${JSON.stringify({ line, row, path, code, message: message[language] })}\n`);
    if (this.#count > SHOWN) return;
    const where = path === '' ? '' : `${path}: `;
    tell({ ko: `  ${line}번째 줄: ${where}${message.ko} [${code}]`, en: `  line ${line}: ${where}${message.en} [${code}]` });
  }

  /** Says how many were not shown and waits for the file. */
  async end(path: string | undefined): Promise<void> {
    const hidden = this.#count - SHOWN;
    if (hidden > 0) {
      const hint =
        path === undefined
          ? { ko: ' (--rejects 파일 로 모두 저장)', en: ' (--rejects FILE writes them all)' }
          : { ko: ` (${path})`, en: ` (${path})` };
      this.terminal.tell({ ko: `  … 그 밖에 ${hidden}건${hint.ko}`, en: `  … and ${hidden} more${hint.en}` });
    }
    if (this.#file === undefined) return;
    this.#file.end();
    await finished(this.#file);
  }
}
