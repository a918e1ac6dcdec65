import type { Journey } from '@tillwatch/domain';
import { noSuchValue, type Finding } from '../finding.js';
import { dimensionOf, mayHave } from '../labels.js';
import type { MaintenanceFile } from './maintenance-file.js';

type Entry = MaintenanceFile['maintenance'][number];

/** What a maintenance file gets wrong beyond its shape: what no journey has, and windows that end before they begin. */
export function checkMaintenance({ maintenance }: MaintenanceFile, journeys: readonly Journey[]): Finding[] {
  return maintenance.flatMap((entry, at) => [
    ...checkSegment(entry, journeys).map(({ path, message }) => ({ path: ['maintenance', at, 'segment', ...path], message })),
    ...checkWindows(entry).map(({ path, message }) => ({ path: ['maintenance', at, 'windows', ...path], message })),
  ]);
}

function checkSegment({ segment }: Entry, journeys: readonly Journey[]): Finding[] {
  return Object.entries(segment).flatMap(([id, value]): Finding[] => {
    const dimensions = journeys.map((journey) => dimensionOf(journey, id)).filter((dimension) => dimension !== undefined);
    if (dimensions.length === 0) {
      return [{ path: [id], message: { ko: `어느 흐름에도 없는 기준입니다: "${id}"`, en: `"${id}" is not a dimension of any journey` } }];
    }
    if (dimensions.some((dimension) => mayHave(dimension, value))) return [];
    return [{ path: [id], message: noSuchValue(value, dimensions) }];
  });
}

function checkWindows({ windows }: Entry): Finding[] {
  return windows.flatMap((window, at): Finding[] => {
    if ('startsAt' in window) {
      if (window.startsAt < window.endsAt) return [];
      return [{ path: [at, 'endsAt'], message: { ko: '끝이 시작보다 뒤여야 합니다', en: 'must be later than startsAt' } }];
    }
    if (window.from !== window.to) return [];
    return [{ path: [at, 'to'], message: { ko: 'from과 달라야 합니다', en: 'must differ from "from"' } }];
  });
}
