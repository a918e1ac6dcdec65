import type { ProblemCode } from '../problems/titles.js';
import { JSON_TYPE, KEY, type Operation, type Parameter } from './operation.js';

const QUESTION: readonly ProblemCode[] = ['invalid_query', 'range_not_aligned', 'range_out_of_reach', 'range_too_long', 'cuboid_not_kept'];

const RANGE: readonly Parameter[] = [
  { name: 'journey', required: true, example: 'checkout', text: { ko: '결제 흐름', en: 'Journey.' } },
  {
    name: 'stage',
    example: 'authorisation',
    text: {
      ko: '단계. 없으면 시도 전체를 최종 결과로 셉니다',
      en: 'Stage; without one whole attempts are counted by their final outcome.',
    },
  },
  {
    name: 'from',
    example: '2026-11-22T00:00:00Z',
    text: {
      ko: '시작(포함). 없으면 끝나기 5분 전, 2000년 전이면 2000년부터로 답합니다',
      en: 'Start, inside the range; five minutes before the end unless given, 2000 at the earliest.',
    },
  },
  {
    name: 'to',
    example: '2026-11-22T01:00:00Z',
    text: {
      ko: '끝(제외). 없으면 마지막으로 끝난 10초, 지금부터 3분 뒤보다 늦으면 그때까지로 답합니다',
      en: 'End, outside the range; the newest closed ten seconds unless given, three minutes from now at the latest.',
    },
  },
  { name: 'by', example: 'provider,method', text: { ko: '나눌 기준', en: 'Dimensions to split by.' } },
  { name: 'filter', example: 'provider:kg-inicis', text: { ko: '조건', en: 'Values to keep.' } },
];

/** Weak spots are looked for in every stage unless one is named, and split by whatever is counted. */
const WEAK_RANGE: readonly Parameter[] = RANGE.filter(({ name }) => name !== 'by').map((parameter) =>
  parameter.name === 'stage'
    ? { ...parameter, text: { ko: '단계. 없으면 모든 단계에서 찾습니다', en: 'Stage; every stage is looked at unless given.' } }
    : parameter,
);

/** What the API tells of counts. */
export const NUMBER_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/stats',
    needs: 'stats:read',
    title: { ko: '기간의 숫자', en: 'Numbers of a range' },
    text: { ko: '실패율은 언제나 그 근거가 되는 건수와 함께 나옵니다.', en: 'A rate always comes with the counts it rests on.' },
    parameters: RANGE,
    answers: { status: 200, schema: 'StatsAnswer', type: JSON_TYPE },
    problems: [...KEY, ...QUESTION, 'not_ready'],
  },
  {
    method: 'get',
    path: '/v1/series',
    needs: 'stats:read',
    title: { ko: '시간에 따른 숫자', en: 'Numbers over time' },
    text: {
      ko: '같은 숫자를 간격마다 나눈 것입니다. 간격은 자정부터 셉니다. from이 간격 중간이면 첫 칸은 from부터 그 간격 끝까지입니다.',
      en: 'The same numbers, step by step. Steps are counted from local midnight; where `from` lies inside one, the first point is its rest.',
    },
    parameters: [...RANGE, { name: 'step', example: '1m', text: { ko: '간격', en: 'Step.' } }],
    answers: { status: 200, schema: 'SeriesAnswer', type: JSON_TYPE },
    problems: [...KEY, ...QUESTION, 'too_many_points', 'not_ready'],
  },
  {
    method: 'get',
    path: '/v1/weak-spots',
    needs: 'stats:read',
    title: { ko: '약한 곳', en: 'Weak spots' },
    text: {
      ko: '기간 내내 형제 조건보다 나빴던 조건을 잃은 시도가 많은 순서로. filters를 그대로 /v1/stats의 filter로 쓸 수 있습니다.',
      en: 'Segments that were worse than their siblings all along, most lost attempts first. `filters` can be asked of /v1/stats as they are.',
    },
    parameters: WEAK_RANGE,
    answers: { status: 200, schema: 'WeakSpotsAnswer', type: JSON_TYPE },
    problems: [...KEY, ...QUESTION, 'too_many_points', 'not_ready'],
  },
  {
    method: 'get',
    path: '/v1/journeys',
    needs: 'stats:read',
    title: { ko: '물어볼 수 있는 것', en: 'What can be asked' },
    text: {
      ko: '결제 흐름, 단계, 기준과 값의 이름, by와 filter로 함께 쓸 수 있는 기준(kept).',
      en: 'Journeys, stages, dimensions and the names of their values, and which dimensions `by` and `filter` together may name (`kept`).',
    },
    answers: { status: 200, schema: 'JourneysAnswer', type: JSON_TYPE },
    problems: KEY,
  },
];
