import type { SliceFailures } from '@tillwatch/contract';
import type { Language } from '@tillwatch/wording';

/** Everything a slice's page says of what failed. */
export interface FailureTexts {
  readonly errors: string;
  readonly errorColumns: Readonly<Record<'error' | 'count' | 'share', string>>;
  readonly noFailures: string;
  readonly errorsNotKept: string;
  readonly otherErrors: string;
  readonly known: (counts: string) => string;
  readonly errorsOfSteps: string;
  readonly attempts: string;
  readonly attemptsHint: string;
  readonly noAttempts: string;
  readonly outcomes: Readonly<Record<SliceFailures['attempts'][number]['stages'][number]['outcome'], string>>;
  readonly seconds: (n: number) => string;
}

const ko: FailureTexts = {
  errors: '오류 (최근 1시간)',
  errorColumns: { error: '오류', count: '건수', share: '비중' },
  noFailures: '최근 1시간 동안 실패가 없습니다.',
  errorsNotKept: '이 기준으로는 오류를 따로 모으지 않습니다.',
  otherErrors: '그 밖의 오류',
  known: (counts) => `실패 ${counts}만 오류가 보고되었습니다. 오류 코드 없이 보고된 실패는 목록에 없습니다.`,
  errorsOfSteps: '모든 단계에서 난 실패입니다.',
  attempts: '마지막으로 실패한 시도',
  attemptsHint: '최근 1시간, 50건까지. 시도 번호는 해시로만 보관하여 보여 줄 수 없습니다.',
  noAttempts: '최근 1시간 동안 실패한 시도가 없습니다.',
  outcomes: { started: '진행 중', ok: '통과', failed: '실패', abandoned: '이탈', stalled: '응답 없음' },
  seconds: (n) => `${String(n)}초`,
};

const en: FailureTexts = {
  errors: 'Errors (last hour)',
  errorColumns: { error: 'Error', count: 'Count', share: 'Share' },
  noFailures: 'No failures in the last hour.',
  errorsNotKept: 'Errors are not kept apart by this dimension.',
  otherErrors: 'Other errors',
  known: (counts) => `Errors known of ${counts} failures; reports without a code are not in the list.`,
  errorsOfSteps: 'Failures at all steps.',
  attempts: 'Last failed attempts',
  attemptsHint: 'Last hour, 50 at most. Attempt ids are kept as hashes only and cannot be shown.',
  noAttempts: 'No attempt failed in the last hour.',
  outcomes: { started: 'under way', ok: 'passed', failed: 'failed', abandoned: 'left', stalled: 'no result' },
  seconds: (n) => `${String(n)} s`,
};

/** By language. */
export const FAILURE_TEXTS: Readonly<Record<Language, FailureTexts>> = { ko, en };
