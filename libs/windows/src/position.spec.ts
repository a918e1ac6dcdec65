import { formatPosition, parsePosition } from './position.js';

const position = { epoch: 2, number: 9, log: '5-0', clock: 1_000, sealed: { '1m': 60, '1h': 0, '1d': 0 }, attempts: [3, 4] as const };

it('reads what it wrote, and a position from before attempts were followed', () => {
  expect(parsePosition(formatPosition(position))).toEqual(position);
  const { attempts: _, ...before } = position;
  expect(parsePosition(JSON.stringify({ ...before, cells: [1, 2] })).attempts).toEqual([0, -1]);
});
