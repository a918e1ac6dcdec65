import type { LocalisedText } from '@tillwatch/domain';

/** A file that cannot be read as its map says; nothing of it was sent. */
export class SourceError extends Error {
  override readonly name = 'SourceError';

  constructor(readonly faults: readonly LocalisedText[]) {
    super(faults.map((fault) => fault.en).join('\n'));
  }
}
