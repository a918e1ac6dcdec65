import { join } from 'node:path';
import { readFolder, type ReadFile } from '../config-files.js';
import { faultsIn, faultsOf, valuesOf } from '../file-faults.js';
import type { Fault } from '../fault.js';
import { categoryFileSchema } from './category-file.js';
import { checkCodes } from './check-codes.js';
import { codeFileSchema } from './code-file.js';
import { ErrorVocabulary } from './error-vocabulary.js';
import { textFileSchema } from './text-file.js';

const FOLDER = 'catalogue/errors';
const CATEGORIES = 'categories.yaml';
const TEXTS = 'text.yaml';

/** What reading the error vocabulary found: a vocabulary where there are no faults. */
export interface ErrorsReading {
  readonly vocabulary: () => ErrorVocabulary;
  readonly faults: readonly Fault[];
  readonly files: readonly ReadFile<unknown>[];
}

/**
 * Reads the folder `catalogue/errors` of configuration folders: `categories.yaml`, `text.yaml`, and a file of codes for
 * each provider or set. An installation without any has an empty vocabulary, in which every error is unknown.
 */
export function readErrors(dirs: readonly string[]): ErrorsReading {
  const categories = readFolder(dirs, FOLDER, categoryFileSchema, (name) => name === CATEGORIES);
  const texts = readFolder(dirs, FOLDER, textFileSchema, (name) => name === TEXTS);
  const codes = readFolder(dirs, FOLDER, codeFileSchema, (name) => name !== CATEGORIES && name !== TEXTS);
  const files = valuesOf(codes);
  const faults = [
    ...(categories.length === 0 && codes.length + texts.length > 0 ? [withoutCategories(dirs)] : []),
    ...[...categories, ...texts].flatMap((read) => faultsIn<unknown>(read, () => [])),
    ...faultsOf(codes, (file) => (files.length === codes.length ? checkCodes(file, files) : checkCodes({ ...file, include: [] }, files))),
  ];
  const vocabulary = (): ErrorVocabulary =>
    new ErrorVocabulary({ categories: valuesOf(categories)[0]?.categories ?? {}, codes: files, texts: valuesOf(texts)[0] });
  return { vocabulary, faults, files: [...categories, ...codes, ...texts] };
}

function withoutCategories(dirs: readonly string[]): Fault {
  const file = join(dirs[0] ?? '', FOLDER, CATEGORIES);
  return {
    file,
    line: 0,
    path: '',
    message: { ko: '분류를 정하는 이 파일이 없습니다', en: 'missing; codes need it to say what their categories are' },
  };
}
