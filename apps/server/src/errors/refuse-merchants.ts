import type { Viewer } from '@tillwatch/access';
import { ProblemError } from '../problems/problem-error.js';

const DETAIL = {
  ko: '오류 코드는 모든 가맹점을 함께 셉니다. 가맹점 하나에 묶이지 않은 키가 필요합니다.',
  en: 'Error codes are counted over all merchants together, so this needs a key that is not bound to one.',
};

/** Refuses viewers of one merchant: what is counted over all of them would tell each about the others. @throws ProblemError */
export function refuseMerchants({ merchant }: Viewer): void {
  if (merchant !== '*') throw new ProblemError({ status: 403, code: 'all_merchants_only', detail: DETAIL });
}
