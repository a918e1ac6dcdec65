import fc from 'fast-check';
import { RowPlaces } from './row-places.js';

it('gives rows places in the order in which they come, and finds each again', () => {
  const row = fc.oneof(fc.nat(300), fc.nat(0x7fffffff));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 1_000, size: 'max' }), (rows) => {
      const places = new RowPlaces();
      const plain = new Map<number, number>();
      for (const each of rows) {
        if (!plain.has(each)) plain.set(each, plain.size);
        expect(places.of(each)).toBe(plain.get(each));
      }
      expect(places.size).toBe(plain.size);
      expect(Array.from({ length: places.size }, (_, place) => places.at(place))).toEqual([...plain.keys()]);
    }),
  );
});
