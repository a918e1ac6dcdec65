import type { ProblemOf } from '../problems/problem-error.js';

/** What is answered instead of a page whose program was not built. */
export const SCREENS_NOT_BUILT: ProblemOf = {
  status: 503,
  code: 'screens_not_built',
  detail: { ko: '화면이 만들어지지 않았습니다. npm run build를 실행하세요.', en: 'The screens are not built. Run npm run build.' },
};
