import type { LocalisedText } from '@tillwatch/domain';

/** One thing wrong in a file that people write: where it is and what was expected there. */
export interface Fault {
  readonly file: string;
  /** Counted from 1; 0 where the file as a whole is at fault. */
  readonly line: number;
  /** Dotted path inside the file (`stages.2.id`); empty for the file as a whole. */
  readonly path: string;
  readonly message: LocalisedText;
}

/** One fault as a line that editors can jump to: `file:line path: what was expected`. */
export function formatFault(fault: Fault, language: 'ko' | 'en'): string {
  const where = fault.line > 0 ? `${fault.file}:${fault.line}` : fault.file;
  return fault.path === '' ? `${where}: ${fault.message[language]}` : `${where}: ${fault.path}: ${fault.message[language]}`;
}

/** Configuration that cannot be used. Carries every fault found, not only the first. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(readonly faults: readonly Fault[]) {
    super(faults.map((fault) => formatFault(fault, 'en')).join('\n'));
  }
}
