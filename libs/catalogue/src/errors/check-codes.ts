import type { LocalisedText } from '@tillwatch/domain';
import type { Finding } from '../finding.js';
import type { CodeFile } from './code-file.js';
import { codesOf, isPattern, plainCode } from './code-text.js';

const NO_RANGE: LocalisedText = {
  ko: '범위는 CC16..CC22처럼 앞부분과 자릿수가 같고 1,000개 이하여야 합니다',
  en: 'expected a range such as CC16..CC22: the same beginning, as many digits, at most 1,000 codes',
};

/** What a file of codes gets wrong beyond its shape: codes that are there twice, ranges that are none, sets that are not there. */
export function checkCodes(file: CodeFile, files: readonly CodeFile[]): Finding[] {
  const seen = new Map<string, number>();
  const entries = file.entries.flatMap(({ codes, method }, entry) =>
    codes.flatMap((code, at): Finding[] => {
      const path = ['entries', entry, 'codes', at];
      const all = isPattern(code) ? [plainCode(code)] : codesOf(code);
      return all === undefined ? [{ path, message: NO_RANGE }] : repeated(all, { method, entry, path, seen });
    }),
  );
  return [...entries, ...file.include.flatMap((include, at) => checkInclude(file.id, include.set, at, files))];
}

interface Place {
  readonly method: string | undefined;
  readonly entry: number;
  readonly path: readonly (string | number)[];
  /** Method and code → the entry that has it. */
  readonly seen: Map<string, number>;
}

function repeated(codes: readonly string[], { method, entry, path, seen }: Place): Finding[] {
  const twice = codes.filter((code) => {
    const key = `${method ?? ''} ${code}`;
    const known = seen.has(key);
    if (!known) seen.set(key, entry);
    return known;
  });
  if (twice.length === 0) return [];
  const names = twice.slice(0, 5).join(', ');
  return [{ path, message: { ko: `앞에서 이미 쓴 코드입니다: ${names}`, en: `listed before in this file: ${names}` } }];
}

function checkInclude(id: string, set: string, at: number, files: readonly CodeFile[]): Finding[] {
  const path = ['include', at, 'set'];
  const known = files.find((file) => file.id === set);
  if (known === undefined) {
    const ids = files.map((file) => file.id).join(', ');
    return [{ path, message: { ko: `없는 코드 목록입니다 (있는 목록: ${ids})`, en: `no such set of codes; there are ${ids}` } }];
  }
  if (known.include.length === 0 && set !== id) return [];
  return [{ path, message: { ko: '다른 목록을 포함하는 목록은 포함할 수 없습니다', en: 'a set that includes others cannot be included' } }];
}
