// The language to talk in before anything is installed: that of --lang, of TILLWATCH_LANG, of the system, else English.
// Written so that very old versions of Node can read it too: node-version.mjs talks to them through it.

const isFlag = (arg) => arg === '--lang' || arg.startsWith('--lang=');
const ours = (locale) => ['ko', 'en'].find((one) => one === (locale || '').trim().toLowerCase().split('-')[0]);

/** `ko` or `en`, whichever this command line, environment or locale (`ko-KR`) of the system asks for first. */
export function languageOf(args, env, systemLocale) {
  const at = args.findIndex(isFlag);
  const said = at === -1 ? '' : args[at].split('=')[1] || args[at + 1];
  return ours(said) || ours((env.TILLWATCH_LANG || '').trim() || systemLocale) || 'en';
}

/** A command line without its `--lang`, which is no setting. */
export function withoutLanguage(args) {
  const at = args.findIndex(isFlag);
  return at === -1 ? args : args.filter((_, index) => index !== at && !(index === at + 1 && args[at] === '--lang'));
}

/** The language of this process. */
export const language = languageOf(process.argv.slice(2), process.env, Intl.DateTimeFormat().resolvedOptions().locale);

/** Of a text in both languages ({ ko, en }) the one to say. */
export const say = (text) => text[language];

/** A text that is the same in both: another program's own words. */
export const same = (text) => ({ ko: text, en: text });
