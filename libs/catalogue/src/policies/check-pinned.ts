import { explainingDimensions, parseRange, type Dimension, type Journey, type LocalisedText, type Segment } from '@tillwatch/domain';
import { noSuchDimension, noSuchValue, type Finding } from '../finding.js';
import { dimensionOf, mayHave } from '../labels.js';

/** Most values of a segment that is judged: of three together too little comes. */
const MOST_VALUES = 2;

/** What is wrong with segments that a policy pins: each must be counted by itself, and be something an incident can name. */
export function checkPinned(pinned: readonly Segment[], journey: Journey): Finding[] {
  return pinned.flatMap((segment, at) => {
    const path = ['pinned', at];
    const unknown = Object.keys(segment).filter((id) => dimensionOf(journey, id) === undefined);
    if (unknown.length > 0) return unknown.map((id) => ({ path: [...path, id], message: noSuchDimension(journey, id) }));
    const combination = checkCombination(Object.keys(segment), journey);
    if (combination !== undefined) return [{ path, message: combination }];
    return Object.entries(segment).flatMap(([id, value]): Finding[] => {
      const message = checkValue(value, id, journey);
      return message === undefined ? [] : [{ path: [...path, id], message }];
    });
  });
}

/** What is wrong with dimensions that are to be judged together. */
function checkCombination(ids: readonly string[], journey: Journey): LocalisedText | undefined {
  if (ids.length === 0) return { ko: '값이 하나는 있어야 합니다', en: 'names no value' };
  const counted = countedPairs(journey);
  const names = counted.map((pair) => pair.join(' × ')).join(', ');
  const [isAlone, isNone] = [ids.length === 1, counted.length === 0];
  if (isAlone || counted.some((pair) => pair.length === ids.length && ids.every((id) => pair.includes(id)))) return undefined;
  const pair = ids.join(' × ');
  if (ids.length > MOST_VALUES)
    return {
      ko: `${pair}: 값은 둘까지만 함께 판정합니다${isNone ? '' : ` (세는 조합: ${names})`}`,
      en: `${pair}: at most two values are judged together${isNone ? '' : `; counted are ${names}`}`,
    };
  return {
    ko: `${pair} 조합은 세지 않아 판정할 수 없습니다. 흐름 파일의 pairs에 추가해야 합니다 (세는 조합: ${isNone ? '없음' : names})`,
    en: `${pair} is not counted, so it cannot be judged; add it to the pairs of the journey's file (counted are ${isNone ? 'none' : names})`,
  };
}

function countedPairs({ cuboids }: Journey): (readonly string[])[] {
  return cuboids.map(({ dimensions }) => dimensions).filter(({ length }) => length === MOST_VALUES);
}

/** What is wrong with a value that is to be judged by itself. */
function checkValue(value: string, id: string, journey: Journey): LocalisedText | undefined {
  const dimension = dimensionOf(journey, id);
  if (dimension === undefined) return undefined;
  const unexplained = checkExplains(journey, id);
  if (unexplained !== undefined) return unexplained;
  const { ordered, qualifiedBy } = dimension;
  if (ordered && parseRange(value) !== undefined) {
    return {
      ko: `범위는 그 자체로 세지 않아 판정할 수 없습니다: "${value}". 값을 하나씩 적어 주세요`,
      en: `"${value}" is a range, which is not counted by itself and cannot be judged; name its values one by one`,
    };
  }
  if (qualifiedBy !== undefined && !value.includes('/')) return unqualified(value, qualifiedBy);
  return mayHave(dimension, value) ? undefined : noSuchValue(value, [dimension]);
}

/** What is wrong with a dimension by which incidents are to open: they are told by what explains them, of other dimensions only by the stage. */
export function checkExplains(journey: Journey, id: string): LocalisedText | undefined {
  const dimensions = explainingDimensions(journey);
  if (dimensions.some((each) => each.id === id)) return undefined;
  const explaining = namesOf(dimensions);
  return {
    ko: `장애의 원인으로 짚을 수 없는 기준입니다. 흐름 파일의 explainBy에 있어야 합니다 (있는 기준: ${explaining})`,
    en: `no incident can name this dimension as its cause; it must be in explainBy of the journey's file, which has ${explaining}`,
  };
}

function unqualified(value: string, qualifier: string): LocalisedText {
  return {
    ko: `"${value}"만으로는 정해지지 않습니다. <${qualifier}>/${value}처럼 ${qualifier} 값을 앞에 붙여야 합니다`,
    en: `"${value}" says too little: write it after a value of ${qualifier}, as <${qualifier}>/${value}`,
  };
}

function namesOf(dimensions: readonly Dimension[]): string {
  return dimensions.map(({ id }) => id).join(', ');
}
