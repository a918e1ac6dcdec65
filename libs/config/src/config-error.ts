import type { LocalisedText } from '@tillwatch/domain';

/** One thing wrong with the configuration. */
export interface ConfigFault {
  /** Where it was said: `--port`, `TILLWATCH_PORT` or `tillwatch.yaml: port`. */
  readonly source: string;
  /** What was found. */
  readonly found: LocalisedText;
  /** What would have been right. */
  readonly expected: LocalisedText;
}

/** One fault as a line for people. */
export function configFaultText({ source, found, expected }: ConfigFault): LocalisedText {
  return { ko: `${source}: ${found.ko} (${expected.ko})`, en: `${source}: ${found.en}; expected ${expected.en}` };
}

/** Every fault of the configuration at once; the text has one line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly text: LocalisedText;

  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map(configFaultText);
    const text = { ko: lines.map(({ ko }) => ko).join('\n'), en: lines.map(({ en }) => en).join('\n') };
    super(text.en);
    this.text = text;
  }
}
