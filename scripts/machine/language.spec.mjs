import { languageOf, withoutLanguage } from './language.mjs';

describe('the language of a start', () => {
  it.each([
    [['--port', '1', '--lang', 'ko'], {}, 'en-US', 'ko'],
    [['--lang=en'], { TILLWATCH_LANG: 'ko' }, 'ko-KR', 'en'],
    [[], { TILLWATCH_LANG: 'ko' }, 'en-US', 'ko'],
    [[], { TILLWATCH_LANG: ' ' }, 'ko-KR', 'ko'],
    [['--lang'], {}, 'ko', 'ko'],
    [['--lang', 'fr'], {}, 'fr-FR', 'en'],
    [[], {}, 'und', 'en'],
  ])('%j, %j on a %s system: %s', (args, env, locale, expected) => {
    expect(languageOf(args, env, locale)).toBe(expected);
  });

  it.each([[['--lang', 'ko', '--port', '1']], [['--port', '1', '--lang=ko']], [['--port', '1']], [['--port', '1', '--lang']]])(
    'is no setting: of %j only the settings stay',
    (args) => {
      expect(withoutLanguage(args)).toEqual(['--port', '1']);
    },
  );
});
