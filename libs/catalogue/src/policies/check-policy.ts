import type { Journey } from '@tillwatch/domain';
import { noSuchDimension, noSuchJourney, noSuchStage, type Finding } from '../finding.js';
import { dimensionOf, stageOf } from '../labels.js';
import { checkExplains, checkPinned } from './check-pinned.js';
import { ATTEMPT_KEY, type PolicyFile } from './policy-file.js';

/** What a policy file gets wrong beyond its shape: journeys, stages and dimensions that do not exist, money that nobody sums. */
export function checkPolicy(file: PolicyFile, journeys: ReadonlyMap<string, Journey>): Finding[] {
  const journey = journeys.get(file.journey);
  if (journey === undefined) return [{ path: ['journey'], message: noSuchJourney(journeys) }];
  const dimensions = (file.pageBy ?? []).flatMap((id, at): Finding[] => {
    const message = dimensionOf(journey, id) === undefined ? noSuchDimension(journey, id) : checkExplains(journey, id);
    return message === undefined ? [] : [{ path: ['pageBy', at], message }];
  });
  const stages = Object.keys(file.stages).filter((id) => id !== ATTEMPT_KEY && stageOf(journey, id) === undefined);
  const missing = stages.map((id) => ({ path: ['stages', id], message: noSuchStage(journey, [ATTEMPT_KEY]) }));
  return [...dimensions, ...checkPinned(file.pinned ?? [], journey), ...missing, ...checkCurrencies(file, journey)];
}

/** Limits in a currency whose amounts are not summed: they would never be reached. */
function checkCurrencies(file: PolicyFile, { currency }: Journey): Finding[] {
  const limits = [
    { path: ['critical'], critical: file.critical },
    ...Object.entries(file.stages).map(([id, { critical }]) => ({ path: ['stages', id, 'critical'], critical })),
  ];
  const unheard = limits.filter(({ critical }) => critical?.moneyPerHour !== undefined && critical.moneyPerHour.currency !== currency);
  const message =
    currency === undefined
      ? {
          ko: '이 흐름 파일에 currency가 없어 금액을 합산하지 않습니다',
          en: 'this journey names no currency, so its amounts are not summed',
        }
      : { ko: `이 흐름은 ${currency} 금액만 합산합니다`, en: `this journey sums amounts in ${currency} alone` };
  return unheard.map(({ path }) => ({ path: [...path, 'moneyPerHour', 'currency'], message }));
}
