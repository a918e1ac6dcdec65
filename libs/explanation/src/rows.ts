/** Some rows of a ground, as a list and to be asked for. */
export interface Rows {
  readonly list: Int32Array;
  /** 1 for each row that is among them. */
  readonly has: Uint8Array;
}

/** @param size rows of the ground */
export function rowsOf(size: number, list: Int32Array): Rows {
  const has = new Uint8Array(size);
  for (const at of list) has[at] = 1;
  return { list, has };
}

/** All rows of a ground. */
export function allRows(size: number): Rows {
  return { list: Int32Array.from({ length: size }, (_, at) => at), has: new Uint8Array(size).fill(1) };
}

/** Rows without some of them. */
export function without({ list, has }: Rows, taken: Int32Array): Rows {
  const { has: isTaken } = rowsOf(has.length, taken);
  return rowsOf(
    has.length,
    list.filter((at) => isTaken[at] === 0),
  );
}

/** Rows together with others. */
export function withRows({ list, has }: Rows, added: Int32Array): Rows {
  const more = new Int32Array(list.length + added.length);
  more.set(list);
  more.set(added, list.length);
  return rowsOf(has.length, more);
}

/** Rows by the value they have in one dimension. */
export interface Postings {
  /** Where in {@link rows} those of a value begin; those of the next value follow. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** @param keys value of each row, -1 for none */
export function postingsOf(keys: Int32Array, values: number): Postings {
  const starts = new Int32Array(values + 1);
  for (const value of keys) if (value >= 0) starts[value + 1] = (starts[value + 1] ?? 0) + 1;
  for (let value = 0; value < values; value += 1) starts[value + 1] = (starts[value + 1] ?? 0) + (starts[value] ?? 0);
  const next = starts.slice();
  const rows = new Int32Array(starts[values] ?? 0);
  keys.forEach((value, at) => {
    if (value < 0) return;
    const place = next[value] ?? 0;
    rows[place] = at;
    next[value] = place + 1;
  });
  return { starts, rows };
}
