import type { Environment } from './said.js';

/**
 * The locale to talk in at a terminal, such as `ko-KR`: what TILLWATCH_LANG says (a start with `--lang` hands it on to the
 * programs it runs), else the system's (Node takes it from LC_ALL, LC_MESSAGES, LANG).
 */
export function terminalLocale(
  env: Environment = process.env,
  systemLocale: string = Intl.DateTimeFormat().resolvedOptions().locale,
): string {
  const said = env['TILLWATCH_LANG']?.trim() ?? '';
  return said === '' ? systemLocale : said;
}
