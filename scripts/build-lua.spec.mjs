import { faultsOf, keysOf, moduleOf } from './build-lua.mjs';

const whole = `-- Purpose: remembers an event.
-- KEYS: KEYS[1] the log
--       KEYS[2] the position
-- ARGV: ARGV[1] now in milliseconds
-- Returns: 1 when it is new
-- Cost: O(1)
return redis.call('SADD', KEYS[1], ARGV[1])
`;

test('a whole header has no faults', () => {
  expect(faultsOf(whole)).toEqual([]);
});

test.each(['Purpose', 'KEYS', 'ARGV', 'Returns', 'Cost'])('a header without %s is refused', (part) => {
  const without = whole
    .split('\n')
    .filter((line) => !line.startsWith(`-- ${part}:`))
    .join('\n');
  expect(faultsOf(without)).toEqual([`header has no "${part}: …" line`]);
});

test('what stands below the first line of code is no header', () => {
  expect(faultsOf(`local a = 1\n${whole}`)).toHaveLength(5);
});

test('a script must not read the clock of Redis', () => {
  expect(faultsOf(`${whole}redis.call('TIME')`)).toEqual(['time must be an argument, not redis.call("TIME")']);
});

test.each([
  [whole, 2],
  [whole.replace(/KEYS\[.\]/g, 'none'), 0],
  [whole.replace('-- KEYS:', '-- KEYS (variable):'), 'variable'],
])('the number of keys is what the header says', (source, expected) => {
  expect(keysOf(source)).toBe(expected);
});

test('the module carries the text unchanged, under a camel-case name', () => {
  const text = `${whole}-- "quotes" \\ and \`ticks\` \${none}\n`;
  const written = moduleOf('append-once', text);
  expect(written).toContain('export const appendOnce = {');
  const source = /source: (.*),\n\} as const/s.exec(written)?.[1] ?? '""';
  expect(JSON.parse(source)).toBe(text);
});
