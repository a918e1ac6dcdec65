import type { IncidentAction, IncidentAnswer } from '@tillwatch/contract';
import { withJosa, type Language } from '@tillwatch/wording';

/** What pages say about what people do with incidents. */
export interface ActionTexts {
  readonly buttons: Readonly<Record<IncidentAction, string>>;
  readonly takenBy: (name: string) => string;
  readonly more: string;
  readonly done: Readonly<Record<IncidentAction, string>>;
  readonly undone: string;
  readonly undo: string;
  readonly pending: (action: IncidentAction, seconds: number) => string;
  readonly waiting: (action: IncidentAction) => string;
  /** Somebody else was first. */
  readonly other: (action: IncidentAction, incident: IncidentAnswer) => string;
  readonly name: string;
  readonly nameHelp: string;
  readonly actsAs: (name: string) => string;
  readonly linkLasts: (time: string) => string;
  readonly rename: string;
  readonly goOn: string;
  readonly close: string;
  readonly snoozeFor: (minutes: number) => string;
  readonly snoozeHelp: string;
  readonly note: string;
  readonly emptyNote: string;
  readonly save: string;
  readonly stillAbnormal: (rate: string) => string;
  readonly help: Readonly<Record<'resolve' | 'wrong-alarm', string>>;
}

const koButtons = {
  acknowledge: '확인',
  unacknowledge: '확인 취소',
  snooze: '다시 알림',
  resolve: '해결',
  note: '메모',
  'wrong-alarm': '오탐',
};
const enButtons = {
  acknowledge: 'Acknowledge',
  unacknowledge: 'Take back',
  snooze: 'Snooze',
  resolve: 'Resolve',
  note: 'Note',
  'wrong-alarm': 'False alarm',
};

const ko: ActionTexts = {
  buttons: koButtons,
  takenBy: (name) => `${withJosa(name, '이/가')} 확인함`,
  more: '더보기',
  done: {
    acknowledge: '확인했습니다.',
    unacknowledge: '확인을 취소했습니다.',
    snooze: '다시 알림을 설정했습니다.',
    resolve: '해결로 닫았습니다.',
    note: '메모를 남겼습니다.',
    'wrong-alarm': '오탐으로 닫았습니다. 이 조건의 민감도를 낮춥니다.',
  },
  undone: '되돌렸습니다.',
  undo: '되돌리기',
  pending: (action, seconds) => `${koButtons[action]} · ${String(seconds)}초 뒤 보냅니다`,
  waiting: (action) => `${koButtons[action]} 전송 대기 중`,
  other: (action, { acknowledgedBy, resolvedBy }) => {
    const who = action === 'acknowledge' ? acknowledgedBy : action === 'unacknowledge' ? null : resolvedBy;
    const what = action === 'acknowledge' ? '확인했습니다' : '닫았습니다';
    return who === null ? '이미 처리되었습니다.' : `${withJosa(who, '이/가')} 먼저 ${what}.`;
  },
  name: '이름',
  nameHelp: '다른 사람에게 이 이름으로 보입니다. 이 기기에만 기억합니다.',
  actsAs: (name) => `이 기기에서 하는 일은 ${name} 이름으로 남습니다.`,
  linkLasts: (time) => `링크를 쓸 수 있는 시간: ${time}`,
  rename: '이름 바꾸기',
  goOn: '계속',
  close: '닫기',
  snoozeFor: (minutes) => `${String(minutes)}분 뒤`,
  snoozeHelp: '그동안 누구에게도 알림이 오지 않습니다. 심해지거나 범위가 넓어지면 바로 알립니다.',
  note: '메모',
  emptyNote: '메모가 비어 있습니다. 내용을 적어 주세요.',
  save: '남기기',
  stillAbnormal: (rate) => `아직 ${rate}입니다.`,
  help: { resolve: '조치가 끝났습니다. 다시 오르면 다시 열립니다.', 'wrong-alarm': '장애가 아닙니다. 이 조건의 민감도를 낮춥니다.' },
};

const en: ActionTexts = {
  buttons: enButtons,
  takenBy: (name) => `Acknowledged by ${name}`,
  more: 'More',
  done: {
    acknowledge: 'Acknowledged.',
    unacknowledge: 'Acknowledgement taken back.',
    snooze: 'Snoozed.',
    resolve: 'Resolved.',
    note: 'Note added.',
    'wrong-alarm': 'Closed as a false alarm. This slice becomes less sensitive.',
  },
  undone: 'Taken back.',
  undo: 'Undo',
  pending: (action, seconds) => `${enButtons[action]} · sent in ${String(seconds)} s`,
  waiting: (action) => `${enButtons[action]}: waiting to be sent`,
  other: (action, { acknowledgedBy, resolvedBy }) => {
    const who = action === 'acknowledge' ? acknowledgedBy : action === 'unacknowledge' ? null : resolvedBy;
    return who === null ? 'Already done.' : `${who} was first to ${action === 'acknowledge' ? 'acknowledge' : 'close'} it.`;
  },
  name: 'Your name',
  nameHelp: 'Others see it. It is kept on this device only.',
  actsAs: (name) => `What is done on this device is done as ${name}.`,
  linkLasts: (time) => `The link lasts ${time} more.`,
  rename: 'Change name',
  goOn: 'Go on',
  close: 'Close',
  snoozeFor: (minutes) => `In ${String(minutes)} min`,
  snoozeHelp: 'No alerts for anybody until then, unless it gets worse or spreads.',
  note: 'Note',
  emptyNote: 'The note is empty. Write something first.',
  save: 'Add',
  stillAbnormal: (rate) => `Still at ${rate}.`,
  help: {
    resolve: 'It is dealt with. If it rises again, it reopens.',
    'wrong-alarm': 'It is no incident. This slice becomes less sensitive.',
  },
};

/** By language. */
export const ACTION_TEXTS: Readonly<Record<Language, ActionTexts>> = { ko, en };
