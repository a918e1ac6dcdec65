import type { Language } from '@tillwatch/wording';
import type { SnippetKind } from './snippets.js';

/** Everything the first-run page says. */
export interface StartTexts {
  readonly title: string;
  readonly lead: string;
  readonly send: string;
  readonly sendLead: string;
  readonly tabs: Readonly<Record<SnippetKind, string>>;
  readonly tabsLabel: string;
  readonly copy: string;
  readonly copied: string;
  readonly selected: string;
  readonly makingKey: string;
  readonly noKey: string;
  readonly noKeyHelp: string;
  readonly retry: string;
  readonly waiting: string;
  readonly away: string;
  readonly arrived: string;
  readonly arrivedAfter: (delay: string) => string;
  readonly fields: Readonly<Record<'attempt' | 'journey' | 'stage' | 'outcome' | 'occurredAt' | 'receivedAt', string>>;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly trouble: string;
  readonly troubles: readonly (readonly [string, string])[];
  readonly hang: string;
  readonly hangLead: string;
  readonly openWall: string;
  readonly history: string;
  readonly historyLead: string;
  readonly errors: string;
  readonly otherLanguage: string;
  readonly notFound: string;
  readonly notFoundHelp: string;
  readonly done: string;
}

const ko: StartTexts = {
  title: '첫 이벤트 보내기',
  lead: '세 단계면 상황판에 첫 숫자가 나타납니다.',
  send: '이벤트 보내기',
  sendLead: '아래 내용을 터미널에 그대로 붙여 넣으세요. 주소와 키는 이미 들어 있습니다.',
  tabs: { curl: 'curl', ndjson: '여러 건 (NDJSON)', node: 'JavaScript' },
  tabsLabel: '보내는 방법',
  copy: '복사',
  copied: '복사했습니다',
  selected: '선택했습니다 · Ctrl+C로 복사하세요',
  makingKey: '키를 만드는 중…',
  noKey: '키를 만들지 못했습니다',
  noKeyHelp: '서버가 있는 컴퓨터에서 이 명령으로 만들 수 있습니다.',
  retry: '다시 시도',
  waiting: '첫 이벤트를 기다리는 중',
  away: '서버와 연결이 끊겼습니다. 다시 연결하는 중…',
  arrived: '이벤트가 도착했습니다',
  arrivedAfter: (delay) => `보낸 지 ${delay} 만에 받았습니다.`,
  fields: { attempt: '시도 번호', journey: '결제 흐름', stage: '단계', outcome: '결과', occurredAt: '발생', receivedAt: '받음' },
  outcomes: { started: '시작', ok: '성공', failed: '실패', abandoned: '이탈' },
  trouble: '도착하지 않나요?',
  troubles: [
    ['401', '키가 올바르지 않습니다. 이 페이지를 새로 고치고 새 내용을 다시 붙여 넣으세요.'],
    ['400', '본문을 읽을 수 없습니다. 응답의 errors에 잘못된 위치가 나옵니다.'],
    ['202 · rejected', '이벤트 일부가 거절되었습니다. path가 잘못된 필드, message가 고치는 방법입니다.'],
    ['202 · duplicates', '같은 id를 이미 받았습니다. 두 번 세지 않습니다. 새 id로 보내세요.'],
    ['503', '저장소가 잠시 멈췄습니다. 받은 것은 없으니 Retry-After 뒤에 그대로 다시 보내세요.'],
  ],
  hang: '상황판 걸기',
  hangLead: 'TV나 모니터의 브라우저에서 이 주소를 여세요. 화면은 스스로 갱신됩니다.',
  openWall: '상황판 열기',
  history: '지난 기록 가져오기',
  historyLead: '지난 기록을 넣으면 평소 수준을 바로 압니다. 같은 파일을 두 번 넣어도 두 번 세지 않습니다.',
  errors: '오류 코드가 어떻게 읽히는지 보기',
  otherLanguage: 'English',
  notFound: '이 주소에는 화면이 없습니다',
  notFoundHelp: '주소가 잘못되었거나 바뀌었습니다. 볼 수 있는 화면은 다음과 같습니다.',
  done: '완료',
};

const en: StartTexts = {
  title: 'Send your first event',
  lead: 'Three steps to the first number on the wall.',
  send: 'Send an event',
  sendLead: 'Paste this into a terminal as it is. The address and a key are already in it.',
  tabs: { curl: 'curl', ndjson: 'Several (NDJSON)', node: 'JavaScript' },
  tabsLabel: 'How to send',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected · press Ctrl+C to copy',
  makingKey: 'Making a key…',
  noKey: 'No key could be made',
  noKeyHelp: 'This command makes one on the machine the server runs on.',
  retry: 'Try again',
  waiting: 'Waiting for your first event',
  away: 'The server cannot be reached. Connecting again…',
  arrived: 'Your event has arrived',
  arrivedAfter: (delay) => `Received ${delay} after it happened.`,
  fields: {
    attempt: 'Attempt',
    journey: 'Payment flow',
    stage: 'Step',
    outcome: 'Outcome',
    occurredAt: 'Happened',
    receivedAt: 'Received',
  },
  outcomes: { started: 'started', ok: 'succeeded', failed: 'failed', abandoned: 'abandoned' },
  trouble: 'Nothing arrives?',
  troubles: [
    ['401', 'The key is not right. Reload this page and paste its new text.'],
    ['400', 'The body could not be read. The answer names the place under errors.'],
    ['202 · rejected', 'Some events were not accepted: path is the field at fault, message says what was expected.'],
    ['202 · duplicates', 'This id was received before and is not counted twice. Send a new id.'],
    ['503', 'The store is away for a moment. Nothing was taken: send the same again after Retry-After.'],
  ],
  hang: 'Hang the wall',
  hangLead: 'Open this address in the browser of a TV or monitor. The screen keeps itself up to date.',
  openWall: 'Open the wall',
  history: 'Bring your history',
  historyLead: 'With past records the usual level is known at once. Importing a file twice counts nothing twice.',
  errors: 'See how error codes are understood',
  otherLanguage: '한국어',
  notFound: 'There is no screen at this address',
  notFoundHelp: 'the address is mistyped, or has changed. These pages are there:',
  done: 'done',
};

/** The first-run page's words by language. */
export const START_TEXTS: Readonly<Record<Language, StartTexts>> = { ko, en };
