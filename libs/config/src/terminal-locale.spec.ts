import { terminalLocale } from './terminal-locale.js';

test.each([
  [{ TILLWATCH_LANG: 'ko' }, 'ko'],
  [{ TILLWATCH_LANG: ' ' }, 'en-US'],
  [{}, 'en-US'],
])('with %j in the environment of an English system people are told in %s', (env, expected) => {
  expect(terminalLocale(env, 'en-US')).toBe(expected);
});
