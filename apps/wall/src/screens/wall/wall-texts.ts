import type { AlertKind } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';

/** Everything the wall says that is not a label of the board, a number or a word of the glossary. */
export interface WallTexts {
  readonly count: (word: string, n: number) => string;
  readonly incidents: (word: string, n: number) => string;
  readonly loading: string;
  readonly loadingLong: string;
  readonly overall: string;
  /** What a tile of a stage counts, beside its name, which is the stage's. */
  readonly step: string;
  readonly smallSample: (count: string) => string;
  readonly learningUsual: string;
  /** Best first; the first that fits is taken. */
  readonly noTraffic: (ongoing: string) => readonly string[];
  /** A state's word with what goes wrong. Best first; the first that fits is taken. */
  readonly withKind: (word: string, kind: string) => readonly string[];
  readonly kindAt: (stage: string, kind: string) => string;
  /** How many of how many, in words and in figures, by what goes wrong. Best first; the first that fits is taken. */
  readonly counts: Readonly<Record<Exclude<AlertKind, 'failure_rate'>, (many: string, figures: string) => readonly string[]>>;
  /** The same where it is said nowhere else what goes wrong. */
  readonly countsOfKind: (many: string, figures: string, kind: string) => readonly string[];
  readonly down: (clock: string) => string;
  readonly neverUp: string;
  readonly attemptNumber: (n: number) => string;
  readonly detectorDead: string;
  readonly refused: string;
  readonly refusedHelp: string;
  readonly recentlyRecovered: string;
  readonly noAlertsSince: (clock: string) => string;
  readonly noAlertsBetween: (from: string, to: string) => string;
  /** Best first; the first that fits is taken. */
  readonly moreSegments: (n: number) => readonly string[];
  readonly asOf: (clock: string) => string;
  readonly noEvents: string;
  readonly noEventsHelp: string;
  readonly unknownBoard: (board: string) => string;
  readonly unknownBoardHelp: string;
  readonly notReady: string;
  readonly tile: (parts: { name: string; stage: string; rate: string; usual: string; state: string }) => string;
  readonly trend: (parts: { stage: string; rate: string; usual: string; highest: string }) => string;
  readonly alertsRegion: string;
  readonly tilesRegion: string;
}

const ko: WallTexts = {
  count: (word, n) => (n === 0 ? word : `${word} · 타일 ${String(n)}개`),
  incidents: (word, n) => `${word} ${String(n)}건`,
  loading: '불러오는 중…',
  loadingLong: '최근 60분을 불러오는 중…',
  overall: '전체 실패율',
  step: '단계',
  smallSample: (count) => `표본 적음 · ${count}`,
  learningUsual: '평소 배우는 중',
  noTraffic: (ongoing) => [`유입 없음 ${ongoing}`],
  withKind: (word, kind) => [`${word} · ${kind}`, `${word} ${kind}`, kind],
  kindAt: (stage, kind) => `${stage} ${kind}`,
  counts: {
    drop_off: (many, figures) => [`${many} 이탈`, `${figures}건 이탈`, `${figures} 이탈`, `${figures}건`],
    stalled: (many, figures) => [`${many} 오래 대기`, `${many} 대기`, `${figures}건 대기`, `${figures} 대기`, `${figures}건`],
    latency: (many, figures) => [`${many} 지연`, `${figures}건 지연`, `${figures} 지연`, `${figures}건`],
    volume: (many, figures) => [many, `${figures}건`],
  },
  countsOfKind: (many, figures, kind) => [`${many} ${kind}`, `${figures}건 ${kind}`],
  down: (clock) => `연결 끊김 · ${clock} 이후 멈춤`,
  neverUp: '연결 끊김 · 아직 받은 값 없음',
  attemptNumber: (n) => `재연결 ${String(n)}회째`,
  detectorDead: '감시가 멈췄습니다. 결제 상태를 알 수 없습니다.',
  refused: '이 화면의 연결 권한이 끝났습니다',
  refusedHelp: '새 주소 필요',
  recentlyRecovered: '최근 회복',
  noAlertsSince: (clock) => `${clock}에 화면을 켠 뒤로 알림 없음`,
  noAlertsBetween: (from, to) => `${from}~${to} 알림 없음`,
  moreSegments: (n) => [`그 밖의 조건 ${String(n)}개`, `외 ${String(n)}개`],
  asOf: (clock) => `${clock} 기준`,
  noEvents: '아직 받은 이벤트가 없습니다',
  noEventsHelp: '첫 이벤트 보내는 방법',
  unknownBoard: (board) => `'${board}' 상황판이 없습니다`,
  unknownBoardHelp: '주소의 상황판 이름을 확인해 주세요. 상황판은 설정 폴더의 boards에 있습니다.',
  notReady: '서버가 준비하는 중…',
  tile: ({ name, stage, rate, usual, state }) => [name, stage, `실패율 ${rate}`, usual, state].filter(Boolean).join(', '),
  trend: ({ stage, rate, usual, highest }) => [`${stage} 실패율 ${rate}`, usual, `최근 60분 최고 ${highest}`].filter(Boolean).join(', '),
  alertsRegion: '현재 알림',
  tilesRegion: '구간별 실패율',
};

const en: WallTexts = {
  count: (word, n) => (n === 0 ? word : `${word} · ${String(n)} ${n === 1 ? 'tile' : 'tiles'}`),
  incidents: (word, n) => `${word} · ${String(n)} ${n === 1 ? 'incident' : 'incidents'}`,
  loading: 'Loading…',
  loadingLong: 'Loading the last 60 minutes…',
  overall: 'Overall failures',
  step: 'Step',
  smallSample: (count) => `Few: ${count}`,
  learningUsual: 'Learning usual',
  noTraffic: (ongoing) => [`No traffic ${ongoing}`, `None for ${ongoing}`],
  withKind: (word, kind) => [`${word} · ${kind}`, `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`],
  kindAt: (stage, kind) => `${stage}: ${kind}`,
  counts: {
    drop_off: (many, figures) => [`${many} left`, `${figures} left`, figures],
    stalled: (many, figures) => [
      `${many} waiting too long for a result`,
      `${many} waiting too long`,
      `${many} waiting`,
      `${figures} waiting`,
      `${figures} wait`,
      figures,
    ],
    latency: (many, figures) => [`${many} slow`, `${figures} slow`, figures],
    volume: (many, figures) => [many, `${figures} seen`, figures],
  },
  countsOfKind: (many, figures, kind) => [`${many}: ${kind}`, `${figures}: ${kind}`],
  down: (clock) => `Disconnected · stopped at ${clock}`,
  neverUp: 'Disconnected · nothing received yet',
  attemptNumber: (n) => `Attempt ${String(n)}`,
  detectorDead: 'Monitoring has stopped. Payment health is unknown.',
  refused: 'This screen is no longer allowed to connect',
  refusedHelp: 'Needs a new link',
  recentlyRecovered: 'Recovered lately',
  noAlertsSince: (clock) => `No alerts since this screen was opened at ${clock}`,
  noAlertsBetween: (from, to) => `No alerts from ${from} to ${to}`,
  moreSegments: (n) => [`and ${String(n)} more segment${n === 1 ? '' : 's'}`, `${String(n)} more`],
  asOf: (clock) => `as of ${clock}`,
  noEvents: 'No events received yet',
  noEventsHelp: 'How to send the first event',
  unknownBoard: (board) => `There is no board '${board}'`,
  unknownBoardHelp: 'Check the name in the address. Boards live in the folder boards of the configuration.',
  notReady: 'The server is getting ready…',
  tile: ({ name, stage, rate, usual, state }) => [name, stage, `failure rate ${rate}`, usual, state].filter(Boolean).join(', '),
  trend: ({ stage, rate, usual, highest }) =>
    [`${stage} failure rate ${rate}`, usual, `highest of the last 60 minutes ${highest}`].filter(Boolean).join(', '),
  alertsRegion: 'Alerts of the moment',
  tilesRegion: 'Failure rate by segment',
};

/** The wall's own words by language. */
export const WALL_TEXTS: Readonly<Record<Language, WallTexts>> = { ko, en };
