/** The API key that a program which sends events is given in its environment (`TILLWATCH_KEY`), kept off its command line. */
export function senderKey(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const key = env['TILLWATCH_KEY']?.trim();
  return key === '' ? undefined : key;
}
