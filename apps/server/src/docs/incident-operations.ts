import { JSON_TYPE, KEY_OR_LINK, type Operation } from './operation.js';

/** What a key of one merchant is told, too. */
const REFUSED = [...KEY_OR_LINK, 'all_merchants_only'] as const;

const ID = { name: 'id', example: '7K3QX9AB', text: { ko: '장애 id', en: 'The incident’s id.' } };

const PLACE = [
  { name: 'journey', required: true, example: 'checkout', text: { ko: '결제 흐름', en: 'Journey.' } },
  { name: 'stage', example: 'authorisation', text: { ko: '단계. 없으면 시도 전체', en: 'Stage; whole attempts unless given.' } },
  {
    name: 'filter',
    example: 'provider:kg-inicis',
    text: { ko: '기준:값. 여러 번 쓸 수 있음', en: 'dimension:value; may be repeated.' },
  },
];

/** What can be asked and done about incidents. */
export const INCIDENT_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/incidents',
    needs: 'screens:view',
    title: { ko: '장애 목록', en: 'Incidents' },
    text: {
      ko: '진행 중인 장애부터, 그다음 최근 것부터. 진행 중인 장애의 숫자는 지금 값입니다.',
      en: 'Open ones first, then the newest. The numbers of open ones are those of this second.',
    },
    parameters: [
      { name: 'journey', example: 'checkout', text: { ko: '결제 흐름. 없으면 모두', en: 'Journey; all of them unless given.' } },
      { name: 'status', example: 'open', text: { ko: 'open 또는 resolved', en: 'open or resolved.' } },
      { name: 'from', example: '2026-11-22T00:00:00+09:00', text: { ko: '이때부터 열린 것', en: 'Opened from here on.' } },
      { name: 'before', example: '1795323750000', text: { ko: '앞 답의 next', en: 'The next of the answer before.' } },
      { name: 'limit', example: '50', text: { ko: '1~200. 없으면 50', en: '1 to 200; 50 unless given.' } },
    ],
    answers: { status: 200, schema: 'IncidentsAnswer', type: JSON_TYPE },
    problems: [...REFUSED, 'invalid_query', 'storage_away'],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}',
    needs: 'screens:view',
    title: { ko: '장애 하나', en: 'One incident' },
    text: {
      ko: '원인과 비교, 영향받은 가맹점, 분 단위 숫자, 경과, 비슷한 지난 장애.',
      en: 'Its cause and what is normal beside it, merchants hit, minutes, timeline, similar ones of the past.',
    },
    parameters: [ID],
    answers: { status: 200, schema: 'IncidentDetail', type: JSON_TYPE },
    problems: [...REFUSED, 'incident_unknown', 'storage_away'],
  },
  {
    method: 'post',
    path: '/v1/incidents/{id}/{action}',
    needs: 'incidents:act',
    title: { ko: '장애에 대해 하기', en: 'Do something about an incident' },
    text: {
      ko: 'action: acknowledge, unacknowledge(자기가 한 확인만 취소), snooze, resolve, note, wrong-alarm. 같은 일을 다시 해도 바뀌지 않고(did: false) 누가 먼저 했는지 알려 줍니다. 키나 개인 링크의 이름이 한 사람의 이름입니다. 키 없이는 장애 화면만 부를 수 있습니다.',
      en: 'action: acknowledge, unacknowledge (takes back one’s own), snooze, resolve, note, wrong-alarm. Doing the same again changes nothing (did: false) and tells who was first. The name of the key or personal link is the person’s name. Without a key only the product’s own page may ask.',
    },
    parameters: [ID, { name: 'action', example: 'acknowledge', text: { ko: '할 일', en: 'What to do.' } }],
    takes: { schema: 'IncidentAction', types: [JSON_TYPE], several: false, example: { by: '김지원', note: '결제사에 문의함' } },
    answers: { status: 200, schema: 'IncidentActionAnswer', type: JSON_TYPE },
    problems: [...REFUSED, 'link_taken', 'not_same_origin', 'invalid_query', 'incident_unknown', 'storage_away'],
  },
  {
    method: 'get',
    path: '/v1/slices',
    needs: 'screens:view',
    title: { ko: '왜 알리지 않았나', en: 'Why it did not fire' },
    text: {
      ko: '한 조건의 상태: 알림에 가장 가까운 신호(실패, 이탈, 응답 없음, 시도 급감, 지연)와 그 근거, 필요한 근거, 모자란 것, 몇 건이 더 이어지면 알리는지. 진행 중인 장애에 모두 속하면 covered이고, 일부만 속하면 그 장애(without)의 시도를 빼고 판단합니다. lately는 장애에 속한 시도까지 모두 센 최근 5분입니다.',
      en: 'How a slice stands: the signal nearest to firing (failures, drop-off, no result, missing attempts, slowness), its evidence and what that must reach, what is missing, how many more would fire. It is covered where all of it belongs to an open incident; where some does, it is judged without the attempts of those (without). lately counts all of its last five minutes, those of incidents among them.',
    },
    parameters: PLACE,
    answers: { status: 200, schema: 'SliceAnswer', type: JSON_TYPE },
    problems: [...REFUSED, 'invalid_query', 'not_ready'],
  },
  {
    method: 'get',
    path: '/v1/slices/failures',
    needs: 'screens:view',
    title: { ko: '무엇이 실패했나', en: 'What failed' },
    text: {
      ko: '최근 1시간 동안 한 조건의 오류별 실패 수와, 마지막으로 실패한 시도 50건의 단계, 시간, 오류. 시도 id는 해시로만 남아 있어 알려 주지 못합니다.',
      en: 'Failures of a slice during the last hour by error, and steps, times and errors of the last 50 attempts that failed. Their ids are kept as hashes only and cannot be told.',
    },
    parameters: PLACE,
    answers: { status: 200, schema: 'SliceFailures', type: JSON_TYPE },
    problems: [...REFUSED, 'invalid_query', 'not_ready'],
  },
  {
    method: 'get',
    path: '/v1/slices/worst',
    needs: 'screens:view',
    title: { ko: '가장 나빠진 조건', en: 'Slices that got worst' },
    text: {
      ko: '평소보다 많이 실패하는 조건, 평소를 넘은 실패 수 순. 진행 중인 실패 장애의 조건과, 그 실패가 함께 보이는 더 넓은 조건은 장애 번호(incident)와 함께 나옵니다. 30건 이상인 조건에는 최근 60분의 분당 건수(series)가 붙습니다.',
      en: 'Slices above their usual, by failures above it. What open incidents of failures are about, and the wider slices that show the same failures, come with the incident. Those of 30 outcomes or more come with their last 60 minutes (series).',
    },
    parameters: PLACE.slice(0, 1),
    answers: { status: 200, schema: 'WorstSlices', type: JSON_TYPE },
    problems: [...REFUSED, 'invalid_query'],
  },
];
