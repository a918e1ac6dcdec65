import type { Journey } from '@tillwatch/domain';
import { boardFileSchema, toBoard, type Board } from './board-file.js';
import { checkBoard } from './check-board.js';
import { readFolder, type ReadFile } from './config-files.js';
import type { Fault } from './fault.js';
import { faultsOf, valuesOf } from './file-faults.js';

/** What reading the boards found. */
export interface BoardsReading {
  readonly boards: () => Board[];
  readonly faults: readonly Fault[];
  readonly files: readonly ReadFile<unknown>[];
}

/**
 * Reads the folder `boards` of configuration folders.
 *
 * @param journeys undefined where not all of them could be read, so that what they have is not known
 */
export function readBoards(dirs: readonly string[], journeys: ReadonlyMap<string, Journey> | undefined): BoardsReading {
  const files = readFolder(dirs, 'boards', boardFileSchema);
  const faults = faultsOf(files, (file) => (journeys === undefined ? [] : checkBoard(file, journeys)));
  const boards = (): Board[] =>
    valuesOf(files)
      .map((file) => toBoard(file, journeys ?? new Map()))
      .filter((board) => board !== undefined);
  return { boards, faults, files };
}
