import { ABSENT, NO_SYMBOL, TupleTable } from '@tillwatch/attempts';
import { ByteReader, ByteWriter } from '@tillwatch/redis';
import { readStamp, writeStamp, type Admission, type Stamp } from './stamp.js';

/** Most dimensions of a kept combination. */
export const MAX_DEPTH = 3;

/** Different error codes that are kept apart: senders choose them, and they are never forgotten. */
const MOST_ERRORS = 20_000;

const SEPARATOR = '\u0000';
const STAGE = 's';
const VALUE = 'v';
const ERROR = 'e';

/** What a symbol stands for. */
export type SymbolMeaning =
  | { readonly kind: 'stage'; readonly tenant: string; readonly journey: string; readonly stage: string }
  | { readonly kind: 'value'; readonly tenant: string; readonly journey: string; readonly dimension: string; readonly value: string }
  | { readonly kind: 'error'; readonly tenant: string; readonly category: string; readonly code: string };

function partsOf(meaning: SymbolMeaning): string[] {
  switch (meaning.kind) {
    case 'stage':
      return [STAGE, meaning.tenant, meaning.journey, meaning.stage];
    case 'value':
      return [VALUE, meaning.tenant, meaning.journey, meaning.dimension, meaning.value];
    case 'error':
      return [ERROR, meaning.tenant, meaning.category, meaning.code];
  }
}

function textOf(meaning: SymbolMeaning): string {
  return partsOf(meaning).join(SEPARATOR);
}

function meaningOf(text: string): SymbolMeaning {
  const [kind, tenant = '', second = '', third = '', ...rest] = text.split(SEPARATOR);
  if (kind === STAGE) return { kind: 'stage', tenant, journey: second, stage: third };
  if (kind === ERROR) return { kind: 'error', tenant, category: second, code: [third, ...rest].join(SEPARATOR) };
  return { kind: 'value', tenant, journey: second, dimension: third, value: rest.join(SEPARATOR) };
}

/**
 * The names of everything that is counted, only ever added to: symbols (stages and dimension values) and series
 * (a stage with up to {@link MAX_DEPTH} values). Both get small dense numbers, which is what slices store.
 */
export class Names {
  private readonly meanings: SymbolMeaning[] = [{ kind: 'stage', tenant: '', journey: '', stage: '' }];
  private readonly symbols = new Map<string, number>();
  private readonly table = new TupleTable(MAX_DEPTH + 1);
  private readonly byCuboid = new Map<string, number[]>();
  private errors = 0;
  private storedSymbols = 1;
  private storedSeries = 0;

  /** Called with every symbol that is added or loaded. */
  onSymbol: (id: number, meaning: SymbolMeaning) => void = () => undefined;

  get seriesCount(): number {
    return this.table.rows;
  }

  /** The symbol's number, made if it is new. */
  symbol(meaning: SymbolMeaning): number {
    const text = textOf(meaning);
    const known = this.symbols.get(text);
    if (known !== undefined) return known;
    const id = this.meanings.length;
    this.meanings.push(meaning);
    this.symbols.set(text, id);
    this.onSymbol(id, meaning);
    return id;
  }

  /** The symbol of what went wrong. Codes beyond {@link MOST_ERRORS} keep their category alone. */
  errorSymbol(tenant: string, category: string, code: string): number {
    const known = this.findSymbol({ kind: 'error', tenant, category, code });
    if (known !== undefined) return known;
    const isFull = this.errors >= MOST_ERRORS;
    if (!isFull) this.errors++;
    return this.symbol({ kind: 'error', tenant, category, code: isFull ? '' : code });
  }

  /** Orders two values of a dimension by what they say. */
  compareValues(a: number, b: number): number {
    const [left, right] = [this.meanings[a], this.meanings[b]];
    const textOfValue = (meaning: SymbolMeaning | undefined): string => (meaning?.kind === 'value' ? meaning.value : '');
    return textOfValue(left) < textOfValue(right) ? -1 : textOfValue(left) > textOfValue(right) ? 1 : 0;
  }

  /** The symbol's number, or undefined where nothing of that name was ever counted. */
  findSymbol(meaning: SymbolMeaning): number | undefined {
    return this.symbols.get(textOf(meaning));
  }

  /** What a symbol stands for. */
  meaning(symbol: number): SymbolMeaning | undefined {
    return this.meanings[symbol];
  }

  /** The series of `[stage, value…]`, padded with {@link NO_SYMBOL}; values in the order of their dimensions' names. */
  series(tuple: readonly number[]): number {
    const known = this.table.find(tuple);
    if (known !== ABSENT) return known;
    const id = this.table.intern(tuple);
    const cuboid = this.cuboidKey(id);
    const members = this.byCuboid.get(cuboid);
    if (members === undefined) this.byCuboid.set(cuboid, [id]);
    else members.push(id);
    return id;
  }

  /** The series of `[stage, value…]`, or {@link ABSENT}. */
  findSeries(tuple: readonly number[]): number {
    return this.table.find(tuple);
  }

  /** The stage's symbol and the values' symbols of a series. */
  parts(series: number): { readonly stage: number; readonly values: readonly number[] } {
    const values: number[] = [];
    for (let i = 1; i <= MAX_DEPTH; i++) {
      const symbol = this.table.at(series, i);
      if (symbol !== NO_SYMBOL) values.push(symbol);
    }
    return { stage: this.table.at(series, 0), values };
  }

  /** Every series of a stage whose dimensions are exactly these. */
  seriesOf(stage: number, dimensions: readonly string[]): readonly number[] {
    return this.byCuboid.get(`${stage}:${[...dimensions].sort().join(SEPARATOR)}`) ?? [];
  }

  /** Dimensions of a series, sorted. */
  dimensionsOf(series: number): string[] {
    const meanings = this.parts(series).values.map((symbol) => this.meanings[symbol]);
    return meanings.map((meaning) => (meaning?.kind === 'value' ? meaning.dimension : '')).sort();
  }

  private cuboidKey(series: number): string {
    return `${this.table.at(series, 0)}:${this.dimensionsOf(series).join(SEPARATOR)}`;
  }

  /** What was added since the last call, for the names' key; undefined where nothing was. */
  takeNew(stamp: Stamp): Buffer | undefined {
    const symbols = this.meanings.slice(this.storedSymbols);
    const seriesFrom = this.storedSeries;
    if (symbols.length === 0 && seriesFrom === this.table.rows) return undefined;
    const body = new ByteWriter();
    body.uint(symbols.length);
    for (const meaning of symbols) body.text(textOf(meaning));
    body.uint(this.table.rows - seriesFrom);
    for (let id = seriesFrom; id < this.table.rows; id++) {
      const { stage, values } = this.parts(id);
      body.uint(values.length);
      body.uint(stage);
      for (const value of values) body.uint(value);
    }
    this.storedSymbols = this.meanings.length;
    this.storedSeries = this.table.rows;
    const out = new ByteWriter(body.length + 16);
    writeStamp(out, stamp);
    out.uint(body.length);
    out.raw(body.finish());
    return out.finish();
  }

  /** Reads back everything {@link takeNew} gave. */
  load(bytes: Buffer, admission: Admission): void {
    const reader = new ByteReader(bytes);
    while (!reader.done) {
      const stamp = readStamp(reader);
      const body = reader.raw(reader.uint());
      if (admission.admits(stamp)) this.loadBody(new ByteReader(body));
    }
    this.storedSymbols = this.meanings.length;
    this.storedSeries = this.table.rows;
  }

  private loadBody(reader: ByteReader): void {
    for (let left = reader.uint(); left > 0; left--) this.symbol(meaningOf(reader.text()));
    for (let left = reader.uint(); left > 0; left--) {
      const depth = reader.uint();
      const tuple = [reader.uint(), NO_SYMBOL, NO_SYMBOL, NO_SYMBOL];
      for (let i = 1; i <= depth; i++) tuple[i] = reader.uint();
      this.series(tuple);
    }
  }
}
