import type { LocalisedText } from '@tillwatch/domain';

/** A command line that cannot be carried out as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(readonly text: LocalisedText) {
    super(text.en);
  }
}
