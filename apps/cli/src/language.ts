import { languageOf, type Language } from '@tillwatch/wording';

/** A command line without its `--lang`, and the language to talk in. */
export interface Spoken {
  readonly language: Language;
  readonly args: readonly string[];
}

/**
 * Takes `--lang ko` out of a command line, wherever it stands; without one the language is the system's (Node takes it
 * from LC_ALL, LC_MESSAGES, LANG), else English. Done before anything is parsed, because help and usage errors need it.
 *
 * @param systemLocale such as `ko-KR`
 */
export function takeLanguage(args: readonly string[], systemLocale: string): Spoken {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const fallback = languageOf(systemLocale) ?? 'en';
  if (at === -1) return { language: fallback, args };
  const inline = args[at]?.split('=')[1];
  const said = languageOf(inline ?? args[at + 1]);
  const used = inline === undefined ? 2 : 1;
  return { language: said ?? fallback, args: [...args.slice(0, at), ...args.slice(at + used)] };
}
