import type { LocalisedText } from '@tillwatch/domain';

/** Every problem an answer can name, and what it is called. `/docs` lists them; each one's `type` points there. */
export const PROBLEM_TITLES = {
  empty_body: { ko: '빈 본문', en: 'Empty body' },
  unreadable_body: { ko: '읽을 수 없는 본문', en: 'Unreadable body' },
  not_utf8: { ko: 'UTF-8이 아닌 본문', en: 'Body is not UTF-8' },
  bad_compression: { ko: '풀 수 없는 압축', en: 'Broken compression' },
  body_too_large: { ko: '너무 큰 본문', en: 'Body too large' },
  too_many_events: { ko: '너무 많은 이벤트', en: 'Too many events' },
  unsupported_media_type: { ko: '읽을 수 없는 형식', en: 'Unsupported media type' },
  unsupported_encoding: { ko: '읽을 수 없는 압축 형식', en: 'Unsupported encoding' },
  key_missing: { ko: '키 없음', en: 'No key' },
  key_unknown: { ko: '올바르지 않은 키', en: 'Unknown key' },
  scope_missing: { ko: '권한 없음', en: 'Scope missing' },
  not_same_origin: { ko: '다른 사이트의 요청', en: 'Request of another site' },
  rate_limited: { ko: '전송 한도 초과', en: 'Rate limit reached' },
  ledger_busy: { ko: '잠시 밀림', en: 'Busy for a moment' },
  storage_away: { ko: '저장소 응답 없음', en: 'Storage does not answer' },
  shutting_down: { ko: '종료 중', en: 'Shutting down' },
  screens_not_built: { ko: '화면 없음', en: 'Screens are not built' },
  invalid_query: { ko: '잘못된 조회', en: 'Invalid query' },
  unknown_journey: { ko: '모르는 결제 흐름', en: 'Unknown journey' },
  unknown_stage: { ko: '모르는 단계', en: 'Unknown stage' },
  range_not_aligned: { ko: '정확히 답할 수 없는 기간', en: 'Range cannot be answered exactly' },
  range_out_of_reach: { ko: '이벤트가 있을 수 없는 기간', en: 'Range without any possible events' },
  range_too_long: { ko: '너무 긴 기간', en: 'Range too long' },
  attempt_unknown: { ko: '모르는 시도', en: 'Unknown attempt' },
  cuboid_not_kept: { ko: '집계하지 않는 조합', en: 'Combination is not kept' },
  too_many_points: { ko: '너무 많은 점', en: 'Too many points' },
  not_ready: { ko: '집계 준비 중', en: 'Numbers are not ready yet' },
  bad_request: { ko: '잘못된 요청', en: 'Bad request' },
  not_found: { ko: '없는 주소', en: 'Not found' },
  method_not_allowed: { ko: '쓸 수 없는 메서드', en: 'Method not allowed' },
  timeout: { ko: '시간 초과', en: 'Request took too long' },
  uri_too_long: { ko: '너무 긴 주소', en: 'Address too long' },
  headers_too_large: { ko: '너무 큰 헤더', en: 'Headers too large' },
  internal: { ko: '서버 오류', en: 'Internal error' },
} as const satisfies Record<string, LocalisedText>;

/** The stable word of a problem, which programs branch on. */
export type ProblemCode = keyof typeof PROBLEM_TITLES;
