import { readSync } from 'node:fs';

/** Bytes read from the file at a time. */
const PIECE = 1 << 20;

/**
 * What the next bytes of an append-only file are: a command, the begin (MULTI) or end (EXEC) of a transaction, an unfinished
 * command or the end of the file (`torn`), or something that does not belong there (`foreign`).
 */
export type Found = 'command' | 'begin' | 'end' | 'torn' | 'foreign';

const [HASH, STAR, DOLLAR, CR, LF, ZERO, NINE] = [...Buffer.from('#*$\r\n09')] as [number, number, number, number, number, number, number];

const TRANSACTION: Readonly<Record<string, Found>> = { MULTI: 'begin', EXEC: 'end' };

/** Reads an append-only file (commands in the Redis protocol) front to back, keeping one piece of it in memory. */
export class CommandReader {
  /** Position in the file after the last thing found. */
  position = 0;
  private piece = Buffer.alloc(0);
  private pieceStart = 0;

  constructor(
    private readonly descriptor: number,
    private readonly size: number,
  ) {}

  /** Reads one command. */
  next(): Found {
    if (!this.reach(1)) return 'torn';
    if (this.piece[this.position - this.pieceStart] === HASH) return this.skipLine(); // a time annotation
    const count = this.number(STAR);
    if (typeof count === 'string') return count;
    let only = '';
    for (let index = 0; index < count; index++) {
      const length = this.number(DOLLAR);
      if (typeof length === 'string') return length;
      if (this.position + length + 2 > this.size) return 'torn';
      if (count === 1) only = this.text(length);
      this.position += length + 2;
    }
    return TRANSACTION[only] ?? 'command';
  }

  /** Makes sure that `length` bytes from the position on are in the piece; false when the file ends before. */
  private reach(length: number): boolean {
    const from = this.position - this.pieceStart;
    if (from >= 0 && from + length <= this.piece.length) return true;
    if (this.position + length > this.size) return false;
    const piece = Buffer.allocUnsafe(Math.max(length, PIECE));
    this.piece = piece.subarray(0, readSync(this.descriptor, piece, 0, piece.length, this.position));
    this.pieceStart = this.position;
    return this.piece.length >= length;
  }

  /** The next byte, passed over; undefined at the end of the file. */
  private byte(): number | undefined {
    if (!this.reach(1)) return undefined;
    return this.piece[this.position++ - this.pieceStart];
  }

  /** Reads a number as in `*3` or `$12`, with its sign and its line end. */
  private number(sign: number): number | 'torn' | 'foreign' {
    const first = this.byte();
    if (first !== sign) return first === undefined ? 'torn' : 'foreign';
    for (let value = 0; ;) {
      const byte = this.byte();
      if (byte === CR) return this.byte() === undefined ? 'torn' : value;
      if (byte === undefined) return 'torn';
      if (byte < ZERO || byte > NINE) return 'foreign';
      value = value * 10 + byte - ZERO;
    }
  }

  private skipLine(): Found {
    for (let byte = this.byte(); byte !== LF; byte = this.byte()) if (byte === undefined) return 'torn';
    return 'command';
  }

  private text(length: number): string {
    if (!this.reach(length)) return '';
    const from = this.position - this.pieceStart;
    return this.piece.toString('latin1', from, from + length).toUpperCase();
  }
}
