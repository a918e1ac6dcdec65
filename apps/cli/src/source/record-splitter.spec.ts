import fc from 'fast-check';
import { RecordSplitter } from './record-splitter.js';

function split(text: string): (readonly string[] | undefined)[] {
  const splitter = new RecordSplitter({ delimiter: ',', quote: '"' });
  const lines = text.split('\n').map((line, at) => ({ text: line, number: at + 1 }));
  return [...lines.flatMap((line) => splitter.push(line)), ...splitter.end()].map(({ values }) => values);
}

describe('splitting delimited text', () => {
  it('reads back whatever was written by RFC 4180', () => {
    const value = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '가') });
    const records = fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { maxLength: 20 });
    fc.assert(
      fc.property(records, (written) => {
        const text = written.map((values) => values.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(split(text)).toEqual(written);
      }),
    );
  });

  it('never loses a line: every line is part of exactly one record, or blank', () => {
    const torn = fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"'), minLength: 1 }), { maxLength: 40 });
    fc.assert(
      fc.property(torn, (lines) => {
        const splitter = new RecordSplitter({ delimiter: ',', quote: '"' });
        const records = [...lines.flatMap((text, at) => splitter.push({ text, number: at + 1 })), ...splitter.end()];
        const starts = records.map(({ line }) => line);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        const taken = records.reduce(
          (sum, { values }) => sum + 1 + (values ?? []).reduce((ends, one) => ends + one.split('\n').length - 1, 0),
          0,
        );
        expect(taken).toBe(lines.length);
      }),
    );
  });

  it('gives up on a quote that stays open and reads the lines after it', () => {
    const lines = Array.from({ length: 1_500 }, (_, at) => `${at},ok`);
    const records = split(['x,"never closed', ...lines].join('\n'));
    expect(records).toHaveLength(1_501);
    expect(records[0]).toBeUndefined();
    expect(records[1_500]).toEqual(['1499', 'ok']);
  });
});
