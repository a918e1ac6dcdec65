import { CONTENT_CODINGS, EVENT_MEDIA_TYPES } from '@tillwatch/intake';
import { ERROR_OPERATIONS } from './error-operations.js';
import { INCIDENT_OPERATIONS } from './incident-operations.js';
import { NOTIFICATION_OPERATIONS } from './notification-operations.js';
import { NUMBER_OPERATIONS } from './number-operations.js';
import { JSON_TYPE, KEY, KEY_OR_LINK, type Operation, type Parameter } from './operation.js';

const ATTEMPT: readonly Parameter[] = [
  { name: 'id', required: true, example: 'pay_8KZ', text: { ko: '시도 id', en: 'The attempt’s id.' } },
  {
    name: 'journey',
    example: 'checkout',
    text: { ko: '결제 흐름. 없으면 모든 흐름에서 찾습니다', en: 'Journey; all of them unless given.' },
  },
];

/** Everything the API does. */
export const OPERATIONS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/events',
    needs: 'events:write',
    title: { ko: '이벤트 보내기', en: 'Send events' },
    text: {
      ko: `한 건, 배열, 한 줄에 하나(NDJSON), CloudEvents 1.0. 한 요청에 5 MB, 5,000건까지. 압축: ${CONTENT_CODINGS.join(', ')}. 같은 id를 다시 보내도 한 번만 집계합니다. 잘못된 이벤트는 그것만 빠집니다.`,
      en: `One, an array, one a line (NDJSON) or CloudEvents 1.0; 5 MB and 5,000 events a request; packed as ${CONTENT_CODINGS.join(' or ')} if you like. The same id sent again is counted once. A wrong event costs no other.`,
    },
    takes: {
      schema: 'Event',
      types: EVENT_MEDIA_TYPES,
      several: true,
      example: {
        id: 'pay_8KZ:authorisation:1',
        journey: 'checkout',
        stage: 'authorisation',
        attempt: 'pay_8KZ',
        outcome: 'failed',
        occurredAt: '2026-11-22T05:03:21.120Z',
        dimensions: { merchant: 'm_01', provider: 'kg-inicis', method: 'card' },
        error: { code: '1254' },
      },
    },
    answers: { status: 202, schema: 'EventsAnswer', type: JSON_TYPE },
    problems: [
      ...KEY,
      'empty_body',
      'unreadable_body',
      'not_utf8',
      'bad_compression',
      'body_too_large',
      'too_many_events',
      'unsupported_media_type',
      'unsupported_encoding',
      'rate_limited',
      'ledger_busy',
      'storage_away',
      'shutting_down',
    ],
  },
  {
    method: 'get',
    path: '/v1/me',
    needs: 'screens:view',
    title: { ko: '누구로 보는지', en: 'Who is asking' },
    text: {
      ko: '이 키나 링크가 누구의 것이고 무엇을 할 수 있는지. name이 있으면 하는 일 옆에 그 이름이 남습니다.',
      en: 'Whose key or link it is and what it may do. Where there is a name, that one stands beside what is done.',
    },
    answers: { status: 200, schema: 'Me', type: JSON_TYPE },
    problems: [...KEY_OR_LINK, 'storage_away'],
  },
  ...NUMBER_OPERATIONS,
  {
    method: 'get',
    path: '/v1/attempts/{id}',
    needs: 'stats:read',
    title: { ko: '시도 한 건', en: 'One attempt' },
    text: {
      ko: '단계, 걸린 시간, 누가 알렸는지, 오류를 말로 풀어서. 실패한 시도는 7일 동안, 나머지는 바뀔 수 있는 동안 찾을 수 있습니다.',
      en: 'Stages, durations, who reported, errors in words. Failed attempts can be looked up for seven days, others while they can change.',
    },
    parameters: ATTEMPT,
    answers: { status: 200, schema: 'AttemptAnswer', type: JSON_TYPE },
    problems: [...KEY, 'invalid_query', 'attempt_unknown', 'not_ready'],
  },
  {
    method: 'delete',
    path: '/v1/attempts/{id}',
    needs: 'events:write',
    title: { ko: '시도 지우기', en: 'Erase an attempt' },
    text: {
      ko: '이 시도에 대해 남아 있는 것을 모두 지웁니다. 합산된 숫자는 그대로입니다.',
      en: 'Forgets everything kept of this attempt. The numbers it counted in stay.',
    },
    parameters: ATTEMPT,
    answers: { status: 204 },
    problems: [...KEY, 'invalid_query', 'attempt_unknown', 'not_ready', 'storage_away'],
  },
  ...ERROR_OPERATIONS,
  ...INCIDENT_OPERATIONS,
  ...NOTIFICATION_OPERATIONS,
  {
    method: 'get',
    path: '/v1/rejections',
    needs: 'stats:read',
    title: { ko: '받지 않은 이벤트', en: 'Rejected events' },
    text: {
      ko: '최근 24시간에 받지 않은 이벤트. 값은 남기지 않습니다.',
      en: 'What was not accepted during the last 24 hours; no values are kept.',
    },
    parameters: [
      { name: 'id', example: 'pay_8KZ:authorisation:1', text: { ko: '이 이벤트만', en: 'Only this event.' } },
      { name: 'limit', example: '100', text: { ko: '건수(1~1000)', en: 'How many, 1 to 1000.' } },
    ],
    answers: { status: 200, schema: 'RejectionsAnswer', type: JSON_TYPE },
    problems: [...KEY, 'invalid_query', 'storage_away'],
  },
  {
    method: 'get',
    path: '/healthz',
    title: { ko: '살아 있는지', en: 'Alive' },
    text: { ko: '서버가 응답하면 200.', en: '200 while the server answers at all.' },
    answers: { status: 200, type: JSON_TYPE },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    title: { ko: '준비되었는지', en: 'Ready' },
    text: {
      ko: '이벤트를 보내고 숫자를 읽을 수 있으면 200, 아니면 503과 이유.',
      en: '200 while events can be sent and numbers read, otherwise 503 with what is missing.',
    },
    answers: { status: 200, type: JSON_TYPE },
    problems: [],
  },
  {
    method: 'get',
    path: '/metrics',
    needs: 'stats:read',
    title: { ko: '서버 상태', en: 'The server’s own health' },
    text: { ko: 'Prometheus 형식.', en: 'For Prometheus.' },
    answers: { status: 200, type: 'text/plain' },
    problems: KEY,
  },
];
