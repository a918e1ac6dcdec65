import type { Journey } from '@tillwatch/domain';
import { HEADLINE_ID, toTile, type BoardFile } from './board-file.js';
import { noSuchJourney, noSuchStage, repeats, tooLongFor, type Finding } from './finding.js';
import { dimensionOf, stageOf } from './labels.js';
import { fitsWall } from './wall-label.js';

/** What a board file gets wrong beyond its shape: unknown journeys and stages, segments nobody counts, labels too long. */
export function checkBoard(file: BoardFile, journeys: ReadonlyMap<string, Journey>): Finding[] {
  const headline = checkPlace(file.headline, ['headline'], journeys);
  const tiles = file.tiles.flatMap((tile, index) => checkTile(tile, index, journeys));
  const ids = file.tiles.map((tile) => tile.id);
  const reserved = ids.flatMap((id, index) =>
    id === HEADLINE_ID
      ? [{ path: ['tiles', index, 'id'], message: { ko: 'headline은 쓸 수 없는 id입니다', en: '"headline" is reserved' } }]
      : [],
  );
  return [...headline, ...tiles, ...repeats('tiles', ids), ...reserved];
}

function checkPlace(
  place: { journey: string; stage?: string | undefined },
  path: (string | number)[],
  journeys: ReadonlyMap<string, Journey>,
): Finding[] {
  const journey = journeys.get(place.journey);
  if (journey === undefined) return [{ path: [...path, 'journey'], message: noSuchJourney(journeys) }];
  if (place.stage === undefined || stageOf(journey, place.stage) !== undefined) return [];
  return [{ path: [...path, 'stage'], message: noSuchStage(journey) }];
}

function checkTile(tile: BoardFile['tiles'][number], index: number, journeys: ReadonlyMap<string, Journey>): Finding[] {
  const place = checkPlace(tile, ['tiles', index], journeys);
  const journey = journeys.get(tile.journey);
  const resolved = toTile(tile, journeys);
  if (place.length > 0 || journey === undefined || resolved === undefined) return place;
  const { ko, en } = resolved.label;
  const tooLong = [ko, en].filter((label) => !fitsWall(label));
  const findings = checkSegment(journey, Object.keys(tile.segment), ['tiles', index, 'segment']);
  if (tooLong.length === 0) return findings;
  return [...findings, { path: ['tiles', index, 'label'], message: tooLongFor(tooLong) }];
}

function checkSegment(journey: Journey, names: readonly string[], path: (string | number)[]): Finding[] {
  const unknown = names.filter((name) => dimensionOf(journey, name) === undefined);
  if (unknown.length > 0) {
    const known = journey.dimensions.map((dimension) => dimension.id).join(', ');
    return unknown.map((name) => ({
      path: [...path, name],
      message: { ko: `이 흐름에 없는 기준입니다 (있는 기준: ${known})`, en: `not a dimension of this journey; it has ${known}` },
    }));
  }
  const kept = journey.cuboids.some(
    ({ dimensions }) => dimensions.length === names.length && names.every((name) => dimensions.includes(name)),
  );
  const pair = names.join(' × ');
  const message = {
    ko: `${pair} 조합은 세지 않습니다. 흐름 파일의 pairs에 추가해야 합니다`,
    en: `${pair} is not counted; add it to the pairs of the journey's file`,
  };
  return kept ? [] : [{ path, message }];
}
