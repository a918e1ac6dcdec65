import type { Journey } from '@tillwatch/domain';
import { noSuchJourney, noSuchStage, type Finding } from '../finding.js';
import { dimensionOf, stageOf } from '../labels.js';
import { ATTEMPT_KEY, type PolicyFile } from './policy-file.js';

/** What a policy file gets wrong beyond its shape: journeys, stages and dimensions that do not exist. */
export function checkPolicy(file: PolicyFile, journeys: ReadonlyMap<string, Journey>): Finding[] {
  const journey = journeys.get(file.journey);
  if (journey === undefined) return [{ path: ['journey'], message: noSuchJourney(journeys) }];
  const dimensions = (file.pageBy ?? []).flatMap((id, at): Finding[] => {
    if (dimensionOf(journey, id) !== undefined) return [];
    const known = journey.dimensions.map((dimension) => dimension.id).join(', ');
    const message = {
      ko: `이 흐름에 없는 기준입니다: "${id}" (있는 기준: ${known})`,
      en: `"${id}" is not a dimension of this journey; it has ${known}`,
    };
    return [{ path: ['pageBy', at], message }];
  });
  const stages = Object.keys(file.stages).filter((id) => id !== ATTEMPT_KEY && stageOf(journey, id) === undefined);
  return [...dimensions, ...stages.map((id) => ({ path: ['stages', id], message: noSuchStage(journey, [ATTEMPT_KEY]) }))];
}
