import { languageOf, type Language } from '@tillwatch/wording';

/**
 * The language to talk in: `--lang ko`, else the system's (Node takes it from LC_ALL, LC_MESSAGES, LANG), else English.
 * Read before the command line is parsed, because help and usage errors need it.
 *
 * @param systemLocale such as `ko-KR`
 */
export function chooseLanguage(args: readonly string[], systemLocale: string): Language {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const said = at === -1 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
  return languageOf(said) ?? languageOf(systemLocale) ?? 'en';
}
