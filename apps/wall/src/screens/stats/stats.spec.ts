import type { JourneyFrame, SeriesAnswer, StatsAnswer, WeakSpotsAnswer } from '@tillwatch/contract';
import { failureRate } from '@tillwatch/domain';
import { readAddress, searchOf } from './address.js';
import { filterable, obstacleOf, splitsOf, withFilters } from './choices.js';
import { csvOf } from './csv.js';
import { filterName, filterOf, filtersName, readFilter } from './names.js';
import { heatOf, trendOf } from './over-time.js';
import { daysSpan, spanBefore, spanOf } from './period.js';
import { changeView, partsOf, rateView, restRow, rowsOf, sorted, totalOf } from './rows.js';
import { weakViews } from './weak-view.js';

const SEOUL = 'Asia/Seoul';
const NOW = Date.parse('2026-11-22T14:07:31+09:00');
const at = (text: string): number => Date.parse(`${text}+09:00`);
const named = (id: string, values: Record<string, { ko: string; en: string }> = {}) => ({
  ...{ id, label: { ko: `기준 ${id}`, en: id }, ordered: false, qualifiedBy: null, values },
});
const journey: JourneyFrame = {
  id: 'checkout',
  label: { ko: '결제', en: 'Checkout' },
  stages: [{ id: 'authentication', label: { ko: '인증', en: 'Authentication' } }],
  dimensions: [
    named('browser', { ie: { ko: 'IE', en: 'IE' }, chrome: { ko: '크롬', en: 'Chrome' } }),
    { ...named('browser_version'), ordered: true, qualifiedBy: 'browser' },
    named('provider', { 'kg-inicis': { ko: 'KG이니시스', en: 'KG Inicis' } }),
    named('device'),
  ],
  kept: [
    ...[[], ['browser'], ['browser_version'], ['provider'], ['device'], ['browser_version', 'provider']].map((dimensions) => ({
      ...{ dimensions, keep: 'long' as const },
    })),
    { dimensions: ['device', 'provider'], keep: 'short' },
  ],
};

const counts = (total: number, failed: number) => ({
  ...{ started: total, system: failed, declined: 0, unknown: 0, abandoned: 3, stalled: 0 },
  ...failureRate(failed, total),
});
const statsOf = (groups: Record<string, [number, number]>, rest: [number, number] | null = null): StatsAnswer => ({
  rest: rest && counts(...rest),
  ...{ journey: 'checkout', stage: null, from: '', to: '', complete: true, watermark: '', definition: { id: 'x', version: 1 } },
  groups: Object.entries(groups).map(([provider, [total, failed]]) => ({ segment: { provider }, ...counts(total, failed) })),
});

describe('the address', () => {
  it('is the same for equal states, keeps what it does not know, and is read back', () => {
    const search = '?utm=x&sort=rate~reversed&f=provider:kg-inicis&f=browser:ie~lte:10&t=30d&by=device&lang=ko&stage=authentication';
    const canonical = '?by=device&f=browser:ie~lte:10&f=provider:kg-inicis&lang=ko&sort=rate~reversed&stage=authentication&t=30d&utm=x';
    expect(searchOf(readAddress(search))).toBe(canonical);
    expect(searchOf(readAddress(canonical))).toBe(canonical);
    expect(searchOf(readAddress('?t=7d&sort=total&by=provider'))).toBe('?by=provider');
    expect(readAddress(searchOf(readAddress('?by=none'))).by).toEqual([]);
  });

  it('holds a period that stays, and takes nonsense for no period', () => {
    const period = { from: at('2026-11-01T00:00:00'), to: at('2026-11-08T00:00:00') };
    expect(readAddress(searchOf({ ...readAddress(''), period })).period).toEqual(period);
    expect(readAddress('?t=2026-11-01T00:00:00+09:00..2026-11-08T00:00:00%2B09:00').period).toEqual(period);
    expect(readAddress('?from=2026-11-01T00:00:00%2B09:00&to=2026-11-08T00:00:00%2B09:00').period).toEqual(period);
    expect(readAddress('?t=nonsense&sort=nonsense')).toMatchObject({
      period: { unread: 'nonsense' },
      sort: { key: 'total', turned: false },
    });
    expect(searchOf(readAddress('?t=nonsense'))).toContain('t=nonsense');
    expect(readAddress('?t=2026-11-01T00:00:00Z..now').period).toEqual({ unread: '2026-11-01T00:00:00Z..now' });
    expect(readAddress('?t=2026-11-08T00:00:00Z..2026-11-01T00:00:00Z').period).toEqual({
      unread: '2026-11-08T00:00:00Z..2026-11-01T00:00:00Z',
    });
  });
});

describe('periods', () => {
  it('up to now are read, kept as they are, and have a forerunner of the same length', () => {
    const { period } = readAddress('?t=now-60m..now');
    expect(period).toMatchObject({ count: 60, unit: 'm' });
    expect(searchOf(readAddress('?t=now-60m..now'))).toContain('t=now-60m..now');
    const hour = spanOf(period, NOW, SEOUL);
    expect(hour).toEqual({ from: at('2026-11-22T13:07:00'), to: at('2026-11-22T14:07:00') });
    expect(spanBefore(hour, SEOUL)).toEqual({ from: at('2026-11-22T12:07:00'), to: at('2026-11-22T13:07:00') });
    // The day before it is kept by the hour alone.
    expect(spanOf(readAddress('?t=now-24h..now').period, NOW, SEOUL)).toEqual({
      from: at('2026-11-21T14:00:00'),
      to: at('2026-11-22T14:00:00'),
    });
  });

  it('end where counts are kept apart, and so do those before, on the same days of the week', () => {
    expect(spanOf('today', NOW, SEOUL)).toEqual({ from: at('2026-11-22T00:00:00'), to: at('2026-11-22T14:07:00') });
    const week = spanOf('7d', NOW, SEOUL);
    expect(week).toEqual({ from: at('2026-11-16T00:00:00'), to: at('2026-11-22T14:00:00') });
    expect(spanBefore(week, SEOUL)).toEqual({ from: at('2026-11-09T00:00:00'), to: at('2026-11-15T14:00:00') });
    expect(spanBefore(spanOf('today', NOW, SEOUL), SEOUL)).toEqual({ from: at('2026-11-21T00:00:00'), to: at('2026-11-21T14:07:00') });
  });

  it('are of local days where clocks change', () => {
    const berlin = daysSpan('2026-10-25', '2026-10-25', { now: NOW, timeZone: 'Europe/Berlin' });
    expect(berlin).toEqual({ from: Date.parse('2026-10-25T00:00:00+02:00'), to: Date.parse('2026-10-26T00:00:00+01:00') });
    expect(spanBefore(berlin ?? { from: 0, to: 1 }, 'Europe/Berlin')).toEqual({
      from: Date.parse('2026-10-24T00:00:00+02:00'),
      to: Date.parse('2026-10-25T00:00:00+02:00'),
    });
  });

  it('of chosen days do not reach beyond now, and are refused the wrong way round', () => {
    const clock = { now: NOW, timeZone: SEOUL };
    expect(daysSpan('2026-11-20', '2026-11-22', clock)).toEqual({ from: at('2026-11-20T00:00:00'), to: at('2026-11-22T14:00:00') });
    expect(daysSpan('2026-11-22', '2026-11-20', clock)).toBeUndefined();
    expect(daysSpan('2026-11-23', '2026-11-24', clock)).toBeUndefined();
    expect(daysSpan('', '2026-11-24', clock)).toBeUndefined();
  });
});

describe('filters', () => {
  it('are read and named as the server means them', () => {
    expect(readFilter('browser:ie~lte:10', journey)).toMatchObject({ dimension: 'browser_version', kind: 'bound', bound: '10' });
    expect(filterName('browser:ie~lte:10', journey, 'ko')).toBe('IE 10 이하');
    expect(filterName('browser_version:ie~lt:10', journey, 'en')).toBe('older than IE 10');
    expect(filterName('provider:!kg-inicis,toss', journey, 'ko')).toBe('KG이니시스, toss 제외');
    expect(filterName('nothing:x', journey, 'ko')).toBeUndefined();
    expect(filterName('provider:kg~lte:1', journey, 'ko')).toBeUndefined();
    expect(filtersName(['provider:kg-inicis', 'browser:ie~lte:10'], journey, 'ko')).toBe('IE 10 이하 × KG이니시스');
  });

  it('are made of any value', () => {
    const read = (value: string) => readFilter(filterOf('provider', value), journey);
    for (const value of ['a,b', '!a', '100%', 'a~lte:1', 'constructor'])
      expect(read(value)).toMatchObject({ values: [value], negated: false });
    expect(filterOf('browser_version', 'ie/10', 'lte')).toBe('browser_version:ie~lte:10');
  });
});

describe('what can be asked', () => {
  const [now, past] = [
    { journey, recent: true },
    { journey, recent: false },
  ];

  it('is what is counted together, and of the past only what is kept', () => {
    expect(splitsOf(['provider:kg-inicis'], now)).toEqual([[], ['browser_version'], ['device']]);
    expect(splitsOf(['provider:kg-inicis'], past)).toEqual([[], ['browser_version']]);
    expect(filterable(['provider:kg-inicis'], past)).toEqual(['browser_version']);
    expect(splitsOf(['browser:ie~lte:10'], past)).toEqual([[], ['browser_version'], ['provider'], ['browser_version', 'provider']]);
  });

  it('says what keeps an address from being asked', () => {
    const address = readAddress('?f=provider:kg-inicis&by=device');
    expect([obstacleOf(address, now, NOW), obstacleOf(address, past, NOW)]).toEqual([undefined, 'not-kept']);
    expect(
      [
        'f=constructor:x',
        'stage=nope',
        'journey=nope',
        't=nonsense',
        't=2027-01-01T00:00:00Z..2027-01-02T00:00:00Z',
        'stage=authentication',
        'by=provider&provider=toss&t=now-24h..now',
        'filter=provider:toss',
        'utm=provider&colour=red',
      ].map((search) => obstacleOf(readAddress(`?${search}`), now, NOW)),
    ).toEqual([
      ...['unknown-filter', 'unknown-stage', 'unknown-journey', 'unread-period', 'future-period', undefined],
      ...['unknown-parameter', 'unknown-parameter', undefined],
    ]);
    expect(withFilters(readAddress('?by=device'), ['provider:kg-inicis'], past).by).toEqual(['browser_version']);
  });
});

describe('the table', () => {
  const rows = rowsOf(
    statsOf({ 'kg-inicis': [1_000, 120], toss: [8, 3], kcp: [40, 0] }),
    statsOf({ 'kg-inicis': [1_000, 80], kcp: [50, 1] }),
    {
      ...{ journey, by: ['provider'], language: 'ko' },
    },
  );

  it('says no more than counts allow', () => {
    expect(rows.map(({ names, now: { rate, interval } }) => [names[0], rate.kind, rate.text, interval])).toEqual([
      ['KG이니시스', 'certain', '12%', '10~14%'],
      ['toss', 'counts', '3/8건', undefined],
      ['kcp', 'certain', '0%', '실제로는 8.8% 이하일 수 있음'],
    ]);
    expect(rateView({ total: 20, failed: 2 }, 'en')).toMatchObject({ rate: { kind: 'tentative', text: '10%' }, interval: '2.8–30%' });
  });

  it('calls a difference one only where it is', () => {
    expect(rows.map(({ change }) => change?.clear)).toEqual([true, undefined, false]);
    expect(rows[0]?.change).toMatchObject({ text: '+4.0%p', interval: '+1.4 ~ +6.6%p' });
    expect(changeView({ total: 9, failed: 9, abandoned: 0 }, { total: 100, failed: 0, abandoned: 0 }, 'ko')).toBeUndefined();
  });

  it('gives handfuls no rank', () => {
    const order = (turned: boolean) => sorted(rows, { key: 'rate', turned }, 'ko').map(({ names }) => names[0]);
    expect([order(false), order(true)]).toEqual([
      ['KG이니시스', 'kcp', 'toss'],
      ['kcp', 'KG이니시스', 'toss'],
    ]);
  });

  it('adds up: what has no value of what is split by has a line of its own, last in the file', () => {
    const [now, before] = [statsOf({ 'kg-inicis': [60, 6] }, [40, 30]), statsOf({ 'kg-inicis': [50, 5] }, [50, 5])];
    const of = { journey, by: ['provider'], language: 'ko' } as const;
    const rest = restRow(now, before, of);
    expect(rest).toMatchObject({ names: ['기준 provider 없음'], segment: {}, counts: { total: 40, failed: 30 }, change: { clear: true } });
    const rows = [...rowsOf(now, before, of), ...(rest ? [rest] : [])];
    expect([totalOf(rows), totalOf(partsOf(before))]).toMatchObject([
      { total: 100, failed: 36 },
      { total: 100, failed: 10 },
    ]);
    const frame = { journey: 'checkout', stage: '', filters: '', from: 'a', to: 'b', by: ['provider'], compared: false };
    expect(csvOf(rows, frame).trim().split('\r\n').at(-1)).toMatch(/^checkout,,,a,b,,기준 provider 없음,40,30,0\.75,/);
    expect(restRow(statsOf({ 'kg-inicis': [60, 6] }), undefined, of)).toBeUndefined();
    expect(restRow(statsOf({}, [40, 3]), undefined, { ...of, by: ['browser_version', 'provider'], language: 'en' })?.names).toEqual([
      'No browser_version or provider',
    ]);
  });

  it('becomes a file that no spreadsheet runs', () => {
    const hostile = rowsOf(statsOf({ '=HYPERLINK("http://x","y")': [10, 1], '@a, "b"': [10, 1] }), undefined, {
      journey,
      by: ['provider'],
      language: 'ko',
    });
    const frame = { journey: 'checkout', stage: '-1', filters: '', from: 'a', to: 'b', by: ['provider'], compared: false };
    const [head, first, second] = csvOf(hostile, frame).split('\r\n');
    expect(head).toBe('\uFEFFjourney,stage,filter,from,to,provider,provider_name,total,failed,rate,low,high,abandoned');
    expect(first).toBe(
      `checkout,'-1,,a,b,"'=HYPERLINK(""http://x"",""y"")","'=HYPERLINK(""http://x"",""y"")",10,1,0.1,0.017876,0.404150,3`.replace(
        '0.404150',
        '0.40415',
      ),
    );
    expect(second).toContain(`"'@a, ""b"""`);
  });
});

describe('numbers over time', () => {
  const point = (text: string, total: number, failed: number): SeriesAnswer['groups'][number]['points'][number] => ({
    ...{ at: new Date(at(text)).toISOString(), complete: true },
    ...counts(total, failed),
  });
  const points = [
    point('2026-11-16T09:00:00', 100, 20),
    point('2026-11-16T23:00:00', 40, 4),
    point('2026-11-22T09:00:00', 5, 5),
    point('2026-11-23T09:00:00', 100, 10),
  ];

  it('are put together by local hour and day of the week, and not shaded where there are few', () => {
    const heat = heatOf(points, SEOUL, 'ko');
    expect(heat[0]?.[9]).toMatchObject({ total: 200, failed: 30, strength: 1 });
    expect(heat[0]?.[23]?.strength).toBeCloseTo((0.1 / 0.15) ** 2);
    expect(heat[6]?.[9]).toMatchObject({ rate: { kind: 'counts' }, strength: null });
    expect(heat[3]?.[3]).toMatchObject({ rate: { kind: 'none' }, strength: null });
  });

  it('are drawn by hour or by local day, with gaps for handfuls', () => {
    expect(trendOf(points, 'hour', SEOUL).map(({ rate }) => rate)).toEqual([0.2, 0.1, null, 0.1]);
    expect(trendOf(points, 'day', SEOUL).map(({ at: start, total }) => [start, total])).toEqual([
      [at('2026-11-16T00:00:00'), 140],
      [at('2026-11-22T00:00:00'), 5],
      [at('2026-11-23T00:00:00'), 100],
    ]);
  });
});

it('tells a weak spot in one sentence, with what it rests on', () => {
  const spot = { stage: 'authentication', filters: ['browser_version:ie~lte:10', 'provider:kg-inicis'], total: 5_473, failed: 1_697 };
  const money = { currency: 'KRW', lost: 51_789_200, mean: 43_000, priced: 212 };
  const answer: WeakSpotsAnswer = {
    ...{ journey: 'checkout', stage: null, from: '2026-10-23T15:00:00Z', to: '2026-11-22T05:00:00Z', complete: true, watermark: '' },
    ...{ part: '1d', compared: 400, parts: 30, partsWithData: 30 },
    spots: [{ ...spot, rate: 0.31, low: 0.3, high: 0.32, siblings: 0.09, lost: 1_204.4, money, parts: 30, worseParts: 29 }],
  };
  const view = (language: 'ko' | 'en') => weakViews(answer, { journey, timeZone: SEOUL, language, order: 'attempts' })[0];
  expect(view('ko')?.sentence).toBe('IE 10 이하 × KG이니시스 · 인증: 31%, 다른 조건 9% – 30일 동안 1,204건을 더 잃었습니다.');
  const young = { ...answer, partsWithData: 4 };
  expect(weakViews(young, { journey, timeZone: SEOUL, language: 'ko', order: 'attempts' })[0]?.sentence).toContain(
    '30일 중 데이터가 있는 4일 동안 1,204건을',
  );
  expect(weakViews(young, { journey, timeZone: SEOUL, language: 'en', order: 'attempts' })[0]?.sentence).toContain(
    'lost in the 4 days with data of 30 days.',
  );
  expect(view('ko')?.basis).toBe('5,473건 중 1,697건 실패 · 30일 중 29일에서 더 나빴음');
  expect(view('ko')?.money).toBe('약 5,200만 원어치 · 최근 한 시간 212건의 평균 금액으로 어림');
  expect(view('en')?.money).toBe('about ₩52,000,000, at the mean amount of 212 attempts of the last hour');
  expect(view('en')?.sentence).toBe('IE 10 or older × KG Inicis · Authentication: 31%, others 9% – 1,204 more attempts lost in 30 days.');
});
