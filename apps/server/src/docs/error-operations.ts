import { JSON_TYPE, KEY, type Operation, type Parameter } from './operation.js';

const CODE: readonly Parameter[] = [
  {
    name: 'provider',
    example: 'our-bank-pay',
    text: { ko: '결제사. 없으면 결제사 이름 없이 온 코드', en: 'Provider; codes without one unless given.' },
  },
  { name: 'method', example: 'transfer', text: { ko: '결제수단. 없으면 모든 수단', en: 'Payment method; all of them unless given.' } },
  { name: 'code', required: true, example: 'E100', text: { ko: '오류 코드', en: 'Error code.' } },
];

/** What errors were taken for, and what an installation itself says of codes. */
export const ERROR_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/errors',
    needs: 'stats:read',
    title: { ko: '오류 코드', en: 'Error codes' },
    text: {
      ko: '실패와 이탈 보고가 어떤 분류로 읽혔는지, 목록에 없는 코드는 무엇인지. 시도가 아니라 보고를 세며 8일 동안 남습니다. 가맹점 하나에 묶인 키로는 볼 수 없습니다.',
      en: 'What reported failures and drop-offs were taken for, and which codes no file lists. Reports are counted, not attempts, and kept for eight days. Not for keys of one merchant.',
    },
    parameters: [
      { name: 'journey', example: 'checkout', text: { ko: '결제 흐름. 없으면 모두', en: 'Journey; all of them unless given.' } },
      {
        name: 'from',
        example: '2026-11-16',
        text: { ko: '첫날(포함). 없으면 7일', en: 'First day, inside the range; seven days unless given.' },
      },
      {
        name: 'to',
        example: '2026-11-22',
        text: { ko: '마지막 날(포함). 없으면 오늘', en: 'Last day, inside the range; today unless given.' },
      },
    ],
    answers: { status: 200, schema: 'ErrorsAnswer', type: JSON_TYPE },
    problems: [...KEY, 'all_merchants_only', 'invalid_query', 'unknown_journey', 'storage_away'],
  },
  {
    method: 'put',
    path: '/v1/errors/mapping',
    needs: 'config:write',
    title: { ko: '코드의 분류 정하기', en: 'Say what a code means' },
    text: {
      ko: '앞으로 오는 이벤트부터 이 분류로 읽습니다. 파일보다 먼저 봅니다. 키 없이는 이 컴퓨터의 /metrics/errors 화면만 부를 수 있습니다.',
      en: 'Events from now on are read so, before any file is asked. Without a key only the page /metrics/errors on this machine may ask.',
    },
    takes: {
      schema: 'MappingRequest',
      types: [JSON_TYPE],
      several: false,
      example: { provider: 'our-bank-pay', method: 'transfer', code: 'E100', category: 'issuer_unavailable' },
    },
    answers: { status: 200, schema: 'ErrorMapping', type: JSON_TYPE },
    problems: [...KEY, 'all_merchants_only', 'not_same_origin', 'invalid_mapping', 'too_many_mappings', 'storage_away'],
  },
  {
    method: 'delete',
    path: '/v1/errors/mapping',
    needs: 'config:write',
    title: { ko: '정한 분류 되돌리기', en: 'Undo what was said of a code' },
    text: { ko: '앞으로 오는 이벤트는 다시 파일을 따릅니다.', en: 'Events from now on are read by the files again.' },
    parameters: CODE,
    answers: { status: 204 },
    problems: [...KEY, 'all_merchants_only', 'not_same_origin', 'invalid_mapping', 'mapping_unknown', 'storage_away'],
  },
];
