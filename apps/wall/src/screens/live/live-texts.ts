import type { AlertKind, SliceAnswer } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';
import { PARAMETER_TEXTS } from '../desk/unknown-parameter.js';
import type { Unknown } from './dead-end.js';

/** Everything the live pages say. */
export interface LiveTexts {
  readonly title: string;
  readonly pause: string;
  readonly resume: string;
  readonly paused: (clock: string) => string;
  readonly newOnes: (count: number) => string;
  readonly open: string;
  readonly none: string;
  readonly all: (count: number) => string;
  readonly worst: string;
  readonly columns: Readonly<Record<'slice' | 'now' | 'usual' | 'counts' | 'since' | 'strength', string>>;
  readonly spark: (hour: string, lately: string) => string;
  readonly explained: (id: string) => string;
  readonly rest: (count: string) => string;
  readonly nothingWorse: string;
  readonly loading: string;
  readonly failed: string;
  readonly forbidden: string;
  readonly refused: string;
  readonly refusedHelp: string;
  readonly 'not-kept': string;
  readonly unknown: Readonly<Record<Unknown['what'], (text: string) => string>>;
  readonly withoutIt: string;
  readonly toLive: string;
  readonly slice: string;
  readonly lastHour: string;
  readonly why: string;
  readonly whyFires: string;
  readonly missing: Readonly<Record<SliceAnswer['missing'], string>>;
  readonly share: (percent: string) => string;
  readonly nearest: (what: string) => string;
  readonly toFire: (count: string, kind: AlertKind) => string;
  readonly lowered: string;
  readonly pages: string;
  readonly quiet: string;
  readonly covered: string;
  readonly notJudged: string;
  readonly since: (clock: string) => string;
  readonly breakdown: string;
  readonly breakdownOfPeriod: string;
  readonly noBreakdown: string;
  readonly by: string;
  readonly noGroups: string;
  readonly openIncident: string;
  readonly without: string;
  readonly lately: string;
  readonly notCounted: string;
  readonly recent: (clock: string) => string;
}

/** Of what so many more would fire. */
const BAD: Readonly<Record<AlertKind, Readonly<Record<Language, string>>>> = {
  failure_rate: { ko: '실패', en: 'failures' },
  drop_off: { ko: '이탈', en: 'drop-offs' },
  stalled: { ko: '응답 없음', en: 'attempts without a result' },
  latency: { ko: '지연', en: 'slow attempts' },
  volume: { ko: '빠진 시도', en: 'missing attempts' },
};

const ko: LiveTexts = {
  title: '실시간',
  pause: '일시 정지',
  resume: '다시 시작',
  paused: (clock) => `일시 정지 · ${clock} 기준`,
  newOnes: (count) => `새 장애 ${String(count)}건`,
  open: '진행 중인 장애',
  none: '진행 중인 장애가 없습니다.',
  all: (count) => `진행 중인 장애 ${String(count)}건 모두 보기`,
  worst: '가장 나빠진 조건',
  columns: { slice: '조건', now: '지금', usual: '평소', counts: '건수', since: '시작', strength: '근거 강도' },
  spark: (hour, lately) => `실패율: 최근 60분 ${hour}, 최근 5분 ${lately}`,
  explained: (id) => `${id}에 포함`,
  rest: (count) => `나머지 ${count}개 조건은 평소 범위입니다.`,
  nothingWorse: '평소보다 뚜렷하게 나빠진 조건이 없습니다.',
  loading: '실시간 수치를 불러오는 중…',
  failed: '불러오지 못했습니다. 데이터는 안전합니다. 곧 다시 시도합니다.',
  forbidden: '이 조건을 볼 권한이 없습니다. 관리자에게 링크를 새로 받으세요.',
  refused: '이 조건은 보여 드릴 수 없습니다.',
  refusedHelp: '주소가 잘렸거나 바뀌었을 수 있습니다. 실시간 화면에서 조건을 다시 고르세요.',
  'not-kept': '이 조건들은 함께 집계하지 않아 숫자가 없습니다. 하나씩은 볼 수 있습니다.',
  unknown: {
    journey: (text) => `그런 결제 흐름이 없습니다: ${text}`,
    stage: (text) => `그런 단계가 없습니다: ${text}`,
    filter: (text) => `알 수 없는 필터: ${text}`,
    parameter: PARAMETER_TEXTS.ko.unknown,
  },
  withoutIt: PARAMETER_TEXTS.ko.without,
  toLive: '실시간 화면으로',
  slice: '조건',
  lastHour: '최근 60분',
  why: '왜 알리지 않았나',
  whyFires: '왜 알렸나',
  missing: {
    nothing: '알림 기준에 이르렀습니다.',
    evidence: '아직 우연일 수 있습니다. 근거가 알림 기준에 못 미칩니다.',
    failures: '아직 건수가 너무 적습니다.',
    distance: '평소와의 차이가 알릴 만큼 크지 않습니다.',
    usual: '평소 수준을 아직 배우는 중입니다.',
    traffic: '시도가 너무 적어 판단할 수 없습니다.',
    not_paging: '장애로 알리지 않도록 정한 조건입니다. 화면에서 지켜보고, 장애의 원인을 찾는 데 씁니다.',
    too_quiet: '근거는 알림 기준에 이르렀지만, 최근 한 시간의 시도가 알리기에 너무 적습니다.',
    covered: '진행 중인 장애에서 알리고 있어 따로 알리지 않습니다.',
    not_judged: '따로 판단하지 않는 조건입니다. 장애의 원인을 찾는 데에만 쓰입니다.',
  },
  share: (percent) => `근거: 알림 기준의 ${percent}`,
  nearest: (what) => `알림에 가장 가까운 것: ${what}`,
  toFire: (count, kind) => `이대로 ${BAD[kind].ko} ${count}건이 이어지면 알립니다.`,
  lowered: '오탐 판정으로 민감도를 낮춘 조건입니다.',
  pages: '알림을 보내는 조건입니다.',
  quiet: '알림은 보내지 않고 화면에만 보이는 조건입니다.',
  covered: '장애에 포함',
  notJudged: '판단 안 함',
  since: (clock) => `${clock}부터`,
  breakdown: '항목별 보기 (최근 1시간)',
  breakdownOfPeriod: '항목별 보기 (이 기간)',
  noBreakdown: '이 조건은 다른 기준과 함께 집계하지 않아 더 나눌 수 없습니다.',
  by: '기준',
  noGroups: '이 기준으로 나눌 시도가 없습니다.',
  openIncident: '장애 열기',
  without: '이 장애에 속한 시도는 빼고 판단합니다:',
  lately: '최근 5분',
  notCounted: '건수를 따로 모으지 않는 조건입니다.',
  recent: (clock) => `${clock}에 끝난 장애:`,
};

const en: LiveTexts = {
  title: 'Live',
  pause: 'Pause',
  resume: 'Resume',
  paused: (clock) => `Paused · as of ${clock}`,
  newOnes: (count) => `${String(count)} new ${count === 1 ? 'incident' : 'incidents'}`,
  open: 'Open incidents',
  none: 'No open incidents.',
  all: (count) => `All ${String(count)} open incidents`,
  worst: 'What got worst',
  columns: { slice: 'Slice', now: 'Now', usual: 'Usual', counts: 'Counts', since: 'Since', strength: 'Evidence' },
  spark: (hour, lately) => `Failure rate: last 60 min ${hour}, last 5 min ${lately}`,
  explained: (id) => `part of ${id}`,
  rest: (count) => `The other ${count} slices are within their usual range.`,
  nothingWorse: 'Nothing is clearly worse than usual.',
  loading: 'Loading the live numbers…',
  failed: 'Could not load it. Your data is safe. Trying again soon.',
  forbidden: 'You do not have access to this slice. Ask an administrator for a new link.',
  refused: 'This slice cannot be shown.',
  refusedHelp: 'The address may have been cut off or changed. Choose the slice again from the live page.',
  'not-kept': 'These conditions are not counted together, so there are no numbers. Each of them can be seen by itself.',
  unknown: {
    journey: (text) => `There is no such payment flow: ${text}`,
    stage: (text) => `There is no such step: ${text}`,
    filter: (text) => `Unknown filter: ${text}`,
    parameter: PARAMETER_TEXTS.en.unknown,
  },
  withoutIt: PARAMETER_TEXTS.en.without,
  toLive: 'To the live page',
  slice: 'Slice',
  lastHour: 'Last 60 min',
  why: 'Why it did not fire',
  whyFires: 'Why it fires',
  missing: {
    nothing: 'The evidence is conclusive.',
    evidence: 'It may still be chance: the evidence does not suffice yet.',
    failures: 'There are too few of them yet.',
    distance: 'It is not far enough from the usual.',
    usual: 'Its usual level is still being learnt.',
    traffic: 'There are too few attempts to judge.',
    not_paging: 'It is not in the paging set: it is watched on screens, and serves to locate causes.',
    too_quiet: 'The evidence suffices, but too few attempts came within the hour to page anybody.',
    covered: 'An open incident tells of it, so it does not fire by itself.',
    not_judged: 'This slice is not judged by itself; it serves to locate causes.',
  },
  share: (percent) => `Evidence: ${percent} of what fires`,
  nearest: (what) => `Nearest to firing: ${what}`,
  toFire: (count, kind) => `${count} more ${BAD[kind].en} in a row would make it fire.`,
  lowered: 'Less sensitive since it was called a false alarm.',
  pages: 'This slice pages people.',
  quiet: 'This slice is shown on screens and pages nobody.',
  covered: 'In an incident',
  notJudged: 'Not judged',
  since: (clock) => `since ${clock}`,
  breakdown: 'Breakdown (last hour)',
  breakdownOfPeriod: 'Breakdown (this period)',
  noBreakdown: 'This slice is not counted together with another dimension, so it cannot be broken down.',
  by: 'By',
  noGroups: 'No attempts to break down by this.',
  openIncident: 'Open the incident',
  without: 'Judged without the attempts of this incident:',
  lately: 'last 5 min',
  notCounted: 'This slice is not counted apart.',
  recent: (clock) => `Ended at ${clock}:`,
};

/** By language. */
export const LIVE_TEXTS: Readonly<Record<Language, LiveTexts>> = { ko, en };
