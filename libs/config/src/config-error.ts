/** One thing wrong with the configuration. */
export interface ConfigFault {
  /** Where it was said: `--port`, `TILLWATCH_PORT` or `tillwatch.yaml: port`. */
  readonly source: string;
  /** What was found. */
  readonly found: string;
  /** What would have been right. */
  readonly expected: string;
}

/** Every fault of the configuration at once; the message has one line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly ConfigFault[]) {
    super(faults.map(({ source, found, expected }) => `${source}: ${found}; expected ${expected}`).join('\n'));
  }
}
