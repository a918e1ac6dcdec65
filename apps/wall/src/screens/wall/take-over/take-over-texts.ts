import type { AlertKind } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';

/** What a take-over says that is not a label, a number or a word of the glossary. */
export interface TakeOverTexts {
  readonly since: (clock: string, ongoing: string) => string;
  readonly between: (from: string, to: string) => string;
  /** Best first; the first that fits is taken. */
  readonly recovered: (lasted: string) => readonly string[];
  /** Best first; the first that fits is taken. */
  readonly taken: (by: string) => readonly string[];
  readonly takenAt: (by: string, clock: string) => string;
  readonly untaken: readonly string[];
  readonly cause: (error: string) => string;
  readonly merchants: (n: string) => string;
  readonly moreFailures: (perMinute: string) => string;
  readonly fewer: (perMinute: string) => string;
  /** The slice's share of the extra failures next to its share of the traffic. */
  readonly shares: (extra: string, traffic: string) => string;
  /** A condition that the headline has no room for. */
  readonly also: (labels: string) => string;
  /** How many of how many, by what goes wrong. Best first; the first that fits is taken. */
  readonly counts: Readonly<Record<AlertKind, (many: string, figures: string) => readonly string[]>>;
  readonly commonCause: string;
  readonly atOnce: string;
  /** Under the number of incidents. */
  readonly related: string;
  readonly unit: string;
  readonly bySeverity: (critical: number, warning: number) => string;
  readonly more: (n: number) => string;
  readonly unrelated: (n: number) => string;
  readonly listRegion: string;
}

const ko: TakeOverTexts = {
  since: (clock, ongoing) => `${clock}부터 · ${ongoing}`,
  between: (from, to) => `${from}~${to}`,
  recovered: (lasted) => [`회복 · ${lasted} 지속`, '회복'],
  taken: (by) => [`확인 · ${by}`, by],
  takenAt: (by, clock) => `확인 ${by} ${clock}`,
  untaken: ['미확인'],
  cause: (error) => `추정 원인: ${error}`,
  merchants: (n) => `가맹점 ${n}곳`,
  moreFailures: (perMinute) => `분당 약 ${perMinute}건 더`,
  fewer: (perMinute) => `분당 약 ${perMinute}건 적음`,
  shares: (extra, traffic) => `늘어난 실패의 ${extra}, 유입의 ${traffic}`,
  also: (labels) => `조건: ${labels}`,
  counts: {
    failure_rate: (many, figures) => [`${many} 실패`, `${figures}건 실패`],
    drop_off: (many, figures) => [`${many} 이탈`, `${figures}건 이탈`],
    stalled: (many, figures) => [`${many} 오래 대기`, `${many} 대기`, `${figures}건 대기`],
    latency: (many, figures) => [`${many} 지연`, `${figures}건 지연`],
    volume: (many, figures) => [many, `${figures}건`],
  },
  commonCause: '공통 원인 추정',
  atOnce: '동시 장애',
  related: '관련 장애',
  unit: '건',
  bySeverity: (critical, warning) =>
    [`심각 ${String(critical)}건`, warning > 0 ? `주의 ${String(warning)}건` : ''].filter(Boolean).join(' · '),
  more: (n) => `외 ${String(n)}건`,
  unrelated: (n) => `그 밖의 장애 ${String(n)}건`,
  listRegion: '전체 구간',
};

const en: TakeOverTexts = {
  since: (clock, ongoing) => `since ${clock} · ${ongoing}`,
  between: (from, to) => `${from}–${to}`,
  recovered: (lasted) => [`Recovered · lasted ${lasted}`, `Recovered · ${lasted}`, 'Recovered'],
  taken: (by) => [`Acknowledged · ${by}`, `Taken · ${by}`, by],
  takenAt: (by, clock) => `${by} ${clock}`,
  untaken: ['Not acknowledged', 'nobody on it'],
  cause: (error) => `Likely: ${error}`,
  merchants: (n) => `${n} ${n === '1' ? 'merchant' : 'merchants'}`,
  moreFailures: (perMinute) => `${perMinute} more a minute`,
  fewer: (perMinute) => `${perMinute} fewer a minute`,
  shares: (extra, traffic) => `${extra} of the rise, ${traffic} of traffic`,
  also: (labels) => `Condition: ${labels}`,
  counts: {
    failure_rate: (many, figures) => [`${many} failed`, `${figures} failed`],
    drop_off: (many, figures) => [`${many} left`, `${figures} left`],
    stalled: (many, figures) => [
      `${many} waiting too long for a result`,
      `${many} waiting too long`,
      `${many} waiting`,
      `${figures} waiting`,
    ],
    latency: (many, figures) => [`${many} slow`, `${figures} slow`],
    volume: (many, figures) => [many, figures],
  },
  commonCause: 'Likely common cause',
  atOnce: 'At the same time',
  related: 'related incidents',
  unit: '',
  bySeverity: (critical, warning) =>
    [`${String(critical)} critical`, warning > 0 ? `${String(warning)} warning` : ''].filter(Boolean).join(' · '),
  more: (n) => `and ${String(n)} more`,
  unrelated: (n) => `${String(n)} other ${n === 1 ? 'incident' : 'incidents'}`,
  listRegion: 'All segments',
};

/** A take-over's own words by language. */
export const TAKE_OVER_TEXTS: Readonly<Record<Language, TakeOverTexts>> = { ko, en };
