import type { Journey, LocalisedText } from '@tillwatch/domain';
import { HEADLINE_ID, toTile, type BoardFile } from './board-file.js';
import type { JourneyFile } from './journey-file.js';
import { dimensionOf, stageOf } from './labels.js';
import { fitsWall } from './wall-label.js';

/** Something wrong at a path of a file that is well-formed by itself. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: LocalisedText;
}

/** Words that would be ambiguous in a query or mean something else in the product. */
const RESERVED_DIMENSIONS = ['stage', 'error', 'journey', 'class', 'from', 'to', 'by'];

const REPEATED: LocalisedText = { ko: '앞에서 이미 쓴 id입니다', en: 'this id was used before' };

function repeats(kind: string, ids: readonly string[]): Finding[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: [kind, index, 'id'], message: REPEATED }] : []));
}

function tooLongFor(labels: readonly string[]): LocalisedText {
  return {
    ko: `벽 타일에 들어가지 않는 이름입니다: ${labels.join(', ')} (한글 5자 또는 영문 9자까지)`,
    en: `too long for a wall tile: ${labels.join(', ')} (at most 5 Hangul blocks or 9 letters; give it a shorter label)`,
  };
}

/** What a journey file gets wrong beyond its shape: repeated ids, dimensions that are not declared. */
export function checkJourney(file: JourneyFile): Finding[] {
  const ids = file.dimensions.map((dimension) => dimension.id);
  const unknown = (id: string): LocalisedText => ({
    ko: `이 파일에 없는 기준입니다: "${id}" (있는 기준: ${ids.join(', ')})`,
    en: `"${id}" is not a dimension of this file; it has ${ids.join(', ')}`,
  });
  const dimensions = file.dimensions.flatMap(({ id, qualifiedBy }, index): Finding[] => [
    ...(RESERVED_DIMENSIONS.includes(id)
      ? [
          {
            path: ['dimensions', index, 'id'],
            message: { ko: `기준 이름으로 쓸 수 없는 말입니다: "${id}"`, en: `"${id}" is a reserved word` },
          },
        ]
      : []),
    ...(qualifiedBy !== undefined && !ids.includes(qualifiedBy)
      ? [{ path: ['dimensions', index, 'qualifiedBy'], message: unknown(qualifiedBy) }]
      : []),
  ]);
  const pairs = file.pairs.flatMap((pair, index) =>
    pair.dimensions.flatMap((id, at): Finding[] => {
      if (!ids.includes(id)) return [{ path: ['pairs', index, 'dimensions', at], message: unknown(id) }];
      return pair.dimensions.indexOf(id) < at ? [{ path: ['pairs', index, 'dimensions', at], message: REPEATED }] : [];
    }),
  );
  const walls = file.dimensions.flatMap(({ values }, index) =>
    Object.entries(values).flatMap(([value, { wall }]): Finding[] => {
      const tooLong = wall === undefined ? [] : [wall.ko, wall.en].filter((label) => !fitsWall(label));
      return tooLong.length === 0 ? [] : [{ path: ['dimensions', index, 'values', value, 'wall'], message: tooLongFor(tooLong) }];
    }),
  );
  const stageIds = file.stages.map((stage) => stage.id);
  return [...repeats('stages', stageIds), ...repeats('dimensions', ids), ...dimensions, ...walls, ...pairs];
}

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
  place: { journey: string; stage: string },
  path: (string | number)[],
  journeys: ReadonlyMap<string, Journey>,
): Finding[] {
  const journey = journeys.get(place.journey);
  if (journey === undefined) {
    const known = [...journeys.keys()].join(', ');
    return [
      { path: [...path, 'journey'], message: { ko: `없는 흐름입니다 (있는 흐름: ${known})`, en: `no such journey; there are ${known}` } },
    ];
  }
  if (stageOf(journey, place.stage) !== undefined) return [];
  const known = journey.stages.map((stage) => stage.id).join(', ');
  return [{ path: [...path, 'stage'], message: { ko: `없는 단계입니다 (있는 단계: ${known})`, en: `no such stage; there are ${known}` } }];
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
