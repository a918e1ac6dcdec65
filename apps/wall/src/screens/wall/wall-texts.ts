import type { Language } from '@tillwatch/wording';

/** Everything the wall says that is not a label of the board, a number or a word of the glossary. */
export interface WallTexts {
  readonly count: (word: string, n: number) => string;
  readonly loading: string;
  readonly loadingLong: string;
  readonly overall: string;
  /** What a tile of a stage counts, beside its name, which is the stage's. */
  readonly step: string;
  readonly smallSample: (count: string) => string;
  readonly learningUsual: string;
  /** Best first; the first that fits is taken. */
  readonly noTraffic: (ongoing: string) => readonly string[];
  /** That attempts get no result, for a state's word. Best first; the first that fits is taken. */
  readonly stalled: (word: string) => readonly string[];
  readonly stalledAt: (stage: string) => string;
  /** How many of how many wait longer than usual, in words and in figures. Best first; the first that fits is taken. */
  readonly waiting: (many: string, figures: string) => readonly string[];
  /** The same where it is said nowhere else that no result comes. */
  readonly unanswered: (many: string, figures: string) => readonly string[];
  readonly down: (clock: string) => string;
  readonly neverUp: string;
  readonly attemptNumber: (n: number) => string;
  readonly detectorDead: string;
  readonly refused: string;
  readonly refusedHelp: string;
  readonly sourceLate: (lateness: string) => string;
  readonly detectorLate: (lateness: string) => string;
  readonly cut: (from: string, to: string) => string;
  /** Attempts that were told of too late. */
  readonly toldTooLate: (many: string) => string;
  readonly pulse: (judged: string) => string;
  readonly lastCheck: (clock: string) => string;
  readonly recentlyRecovered: string;
  readonly noAlertsSince: (clock: string) => string;
  readonly noAlertsBetween: (from: string, to: string) => string;
  readonly moreSegments: (n: number) => string;
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
  loading: '불러오는 중…',
  loadingLong: '최근 60분을 불러오는 중…',
  overall: '전체 실패율',
  step: '단계',
  smallSample: (count) => `표본 적음 · ${count}`,
  learningUsual: '평소 배우는 중',
  noTraffic: (ongoing) => [`유입 없음 ${ongoing}`],
  stalled: (word) => [`${word} · 응답 없음`, `${word} 응답 없음`, '응답 없음'],
  stalledAt: (stage) => `${stage} 응답 없음`,
  waiting: (many, figures) => [`${many} 오래 대기`, `${many} 대기`, `${figures}건 대기`, `${figures} 대기`, `${figures}건`],
  unanswered: (many, figures) => [`${many} 응답 없음`, `${figures}건 응답 없음`],
  down: (clock) => `연결 끊김 · ${clock} 이후 멈춤`,
  neverUp: '연결 끊김 · 아직 받은 값 없음',
  attemptNumber: (n) => `재연결 ${String(n)}회째`,
  detectorDead: '감시가 멈췄습니다. 결제 상태를 알 수 없습니다.',
  refused: '이 화면의 연결 권한이 끝났습니다',
  refusedHelp: '새 주소 필요',
  sourceLate: (lateness) => `수집 지연 ${lateness}`,
  detectorLate: (lateness) => `점검 지연 ${lateness}`,
  cut: (from, to) => `${from}–${to} 화면 끊김`,
  toldTooLate: (many) => `늦게 알려져 시도로 세지 못함 ${many}건`,
  pulse: (judged) => `최근 10초 동안 ${judged}개 구간 점검`,
  lastCheck: (clock) => `마지막 점검 ${clock}`,
  recentlyRecovered: '최근 회복',
  noAlertsSince: (clock) => `이 화면이 보기 시작한 ${clock} 이후 알림 없음`,
  noAlertsBetween: (from, to) => `${from}~${to} 알림 없음`,
  moreSegments: (n) => `외 조건 ${String(n)}개`,
  asOf: (clock) => `${clock} 기준`,
  noEvents: '아직 받은 이벤트가 없습니다',
  noEventsHelp: '첫 이벤트 보내는 방법',
  unknownBoard: (board) => `'${board}' 상황판이 없습니다`,
  unknownBoardHelp: '주소의 상황판 이름을 확인해 주세요. 상황판은 설정 폴더의 boards에 있습니다.',
  notReady: '서버가 준비하는 중…',
  tile: ({ name, stage, rate, usual, state }) => [name, stage, `실패율 ${rate}`, usual, state].filter(Boolean).join(', '),
  trend: ({ stage, rate, usual, highest }) => [`${stage} 실패율 ${rate}`, usual, `최근 60분 최고 ${highest}`].filter(Boolean).join(', '),
  alertsRegion: '지금의 알림',
  tilesRegion: '구간별 실패율',
};

const en: WallTexts = {
  count: (word, n) => (n === 0 ? word : `${word} · ${String(n)} ${n === 1 ? 'tile' : 'tiles'}`),
  loading: 'Loading…',
  loadingLong: 'Loading the last 60 minutes…',
  overall: 'Overall failures',
  step: 'Step',
  smallSample: (count) => `Few: ${count}`,
  learningUsual: 'Learning usual',
  noTraffic: (ongoing) => [`No traffic ${ongoing}`, `None for ${ongoing}`],
  stalled: (word) => [`${word} · no result`, 'No result'],
  stalledAt: (stage) => `${stage}: no result`,
  waiting: (many, figures) => [`${many} waiting too long`, `${many} waiting`, `${figures} waiting`, `${figures} wait`, figures],
  unanswered: (many, figures) => [`${many}: no result`, `${figures}: no result`],
  down: (clock) => `Disconnected · stopped at ${clock}`,
  neverUp: 'Disconnected · nothing received yet',
  attemptNumber: (n) => `Attempt ${String(n)}`,
  detectorDead: 'Monitoring has stopped. Payment health is unknown.',
  refused: 'This screen is no longer allowed to connect',
  refusedHelp: 'Needs a new link',
  sourceLate: (lateness) => `Data late by ${lateness}`,
  detectorLate: (lateness) => `Checks late by ${lateness}`,
  cut: (from, to) => `Screen cut off ${from}–${to}`,
  toldTooLate: (many) => `${many} told too late to count as attempts`,
  pulse: (judged) => `${judged} segments checked in the last 10 s`,
  lastCheck: (clock) => `Last check ${clock}`,
  recentlyRecovered: 'Recovered lately',
  noAlertsSince: (clock) => `No alerts since this screen began to watch at ${clock}`,
  noAlertsBetween: (from, to) => `No alerts from ${from} to ${to}`,
  moreSegments: (n) => `and ${String(n)} more segment${n === 1 ? '' : 's'}`,
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
