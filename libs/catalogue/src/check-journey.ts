import type { LocalisedText } from '@tillwatch/domain';
import { REPEATED, repeats, tooLongFor, type Finding } from './finding.js';
import type { JourneyFile } from './journey-file.js';
import { fitsWall } from './wall-label.js';

/** Words that would be ambiguous in a query or mean something else in the product. */
const RESERVED_DIMENSIONS = ['stage', 'error', 'journey', 'class', 'from', 'to', 'by'];

type DimensionFile = JourneyFile['dimensions'][number];

/** What a journey file gets wrong beyond its shape: repeated ids, dimensions that are not declared, labels too long. */
export function checkJourney(file: JourneyFile): Finding[] {
  const stageIds = file.stages.map((stage) => stage.id);
  const ids = file.dimensions.map((dimension) => dimension.id);
  const dimensions = file.dimensions.flatMap((dimension, index) => checkDimension(dimension, index, ids));
  const pairs = file.pairs.flatMap((pair, index) => checkPair(pair.dimensions, index, ids));
  const pace: Finding[] =
    file.paceBy === undefined || ids.includes(file.paceBy) ? [] : [{ path: ['paceBy'], message: notDeclared(file.paceBy, ids) }];
  const explained = (file.explainBy ?? []).flatMap((id, at): Finding[] =>
    ids.includes(id) ? [] : [{ path: ['explainBy', at], message: notDeclared(id, ids) }],
  );
  return [...repeats('stages', stageIds), ...repeats('dimensions', ids), ...pace, ...explained, ...dimensions, ...pairs];
}

function notDeclared(id: string, ids: readonly string[]): LocalisedText {
  return {
    ko: `이 파일에 없는 기준입니다: "${id}" (있는 기준: ${ids.join(', ')})`,
    en: `"${id}" is not a dimension of this file; it has ${ids.join(', ')}`,
  };
}

function checkDimension({ id, qualifiedBy, values }: DimensionFile, index: number, ids: readonly string[]): Finding[] {
  const findings = Object.entries(values).flatMap(([value, { wall }]): Finding[] => {
    const tooLong = wall === undefined ? [] : [wall.ko, wall.en].filter((label) => !fitsWall(label));
    return tooLong.length === 0 ? [] : [{ path: ['dimensions', index, 'values', value, 'wall'], message: tooLongFor(tooLong) }];
  });
  if (RESERVED_DIMENSIONS.includes(id)) {
    const message = { ko: `기준 이름으로 쓸 수 없는 말입니다: "${id}"`, en: `"${id}" is a reserved word` };
    findings.push({ path: ['dimensions', index, 'id'], message });
  }
  if (qualifiedBy !== undefined && !ids.includes(qualifiedBy)) {
    findings.push({ path: ['dimensions', index, 'qualifiedBy'], message: notDeclared(qualifiedBy, ids) });
  }
  return findings;
}

function checkPair(dimensions: readonly string[], index: number, ids: readonly string[]): Finding[] {
  return dimensions.flatMap((id, at): Finding[] => {
    if (!ids.includes(id)) return [{ path: ['pairs', index, 'dimensions', at], message: notDeclared(id, ids) }];
    return dimensions.indexOf(id) < at ? [{ path: ['pairs', index, 'dimensions', at], message: REPEATED }] : [];
  });
}
