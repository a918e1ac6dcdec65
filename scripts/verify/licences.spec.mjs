import { isAllowed } from './licences.mjs';

const allowed = (name) => ['MIT', 'Apache-2.0'].includes(name);

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['GPL-2.0-only OR AGPL-3.0', false],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0', false],
  ['AGPL-3.0-or-later', false],
  ['none stated', false],
])('%s is allowed: %s', (expression, expected) => {
  expect(isAllowed(expression, allowed)).toBe(expected);
});
