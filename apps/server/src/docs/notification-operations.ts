import { JSON_TYPE, KEY_OR_LINK, type Operation } from './operation.js';

/** What a key of one merchant is told, too. */
const REFUSED = [...KEY_OR_LINK, 'all_merchants_only'] as const;

/** What is done by people, from the product's own page or with a key. */
const DONE_BY_PEOPLE = [...REFUSED, 'link_taken', 'not_same_origin'] as const;

const SILENCE = { when: { segment: { provider: 'kg-inicis' } }, minutes: 60, comment: '결제사 점검' };

/** What can be asked and done about notifications. */
export const NOTIFICATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/notifications',
    needs: 'stats:read',
    title: { ko: '알림', en: 'Notifications' },
    text: {
      ko: '채널과 경로, 오늘 보낸 알림과 보내지 않은 이유, 판단에서 전달까지 걸린 시간, 최근 알림 하나하나. 결정된 알림은 보냈거나(sent), 새 알림이 대신했거나(superseded), 포기했거나(dead), 보낼 것으로 남아(waiting) 있습니다.',
      en: 'Channels and routes, how many were told today and why others were not, how long it takes from verdict to delivery, and each of the newest. What was decided is sent, superseded by a newer one, dead, or still waiting.',
    },
    parameters: [
      { name: 'before', example: '1795323750000', text: { ko: '앞 답의 next', en: 'The next of the answer before.' } },
      { name: 'limit', example: '100', text: { ko: '1~500. 없으면 100', en: '1 to 500; 100 unless given.' } },
      { name: 'state', example: 'dead', text: { ko: 'dead면 포기한 알림만', en: 'dead for those alone that were given up.' } },
    ],
    answers: { status: 200, schema: 'NotificationsAnswer', type: JSON_TYPE },
    problems: [...KEY_OR_LINK, 'all_merchants_only', 'invalid_query', 'storage_away'],
  },
  {
    method: 'get',
    path: '/v1/notifications/precision',
    needs: 'stats:read',
    title: { ko: '규칙별 정확도', en: 'Precision by rule' },
    text: {
      ko: '최근 며칠 동안 열린 장애 가운데 실제였던 것의 비율을 규칙(결제 흐름 × 무엇이 나빠졌는지 × 고정 한도인지)별로 답합니다. 사람이 확인하거나 해결하면 실제(real), 오탐으로 표시하면 오탐(wrong), 아무도 손대지 않으면 untouched입니다. 비율은 real과 wrong만으로 셉니다.',
      en: 'How much of what opened in the last days was real, by rule: journey, what rose, and whether against a fixed limit. Acknowledged or resolved by a person is real; called a wrong alarm is wrong; the rest is untouched. The share is of real and wrong alone.',
    },
    parameters: [{ name: 'days', example: '30', text: { ko: '1~90. 없으면 30', en: '1 to 90; 30 unless given.' } }],
    answers: { status: 200, schema: 'PrecisionAnswer', type: JSON_TYPE },
    problems: [...KEY_OR_LINK, 'all_merchants_only', 'invalid_query', 'storage_away'],
  },
  {
    method: 'post',
    path: '/v1/notifications/{id}/send-again',
    needs: 'incidents:act',
    title: { ko: '포기한 알림 다시 보내기', en: 'Send a dead notification again' },
    text: {
      ko: '포기한(dead) 알림을 새 알림처럼 처음부터 다시 보냅니다. 그 채널에 더 새로운 변화를 알리기로 했으면 보내지 않습니다.',
      en: 'Sends what was given up (dead) as if it were new. It is refused where its channel was to be told of a newer change of the incident since.',
    },
    parameters: [{ name: 'id', required: true, example: 'INC-2041-1-ops-slack', text: { ko: '알림 id', en: 'The notification’s id.' } }],
    answers: { status: 200, schema: 'Notification', type: JSON_TYPE },
    problems: [
      ...DONE_BY_PEOPLE,
      'notification_unknown',
      'notification_not_dead',
      'notification_outdated',
      'channel_closed',
      'storage_away',
    ],
  },
  {
    method: 'post',
    path: '/v1/channels/{id}/test',
    needs: 'incidents:act',
    title: { ko: '채널에 시험 알림 보내기', en: 'Send a test through a channel' },
    text: {
      ko: '"시험 알림"으로 시작하는 메시지 하나를 그 채널로 바로 보내고, 받았는지와 걸린 시간(ms), 받지 않았으면 받는 쪽이 한 말을 답합니다. 알림 수에는 세지 않습니다.',
      en: 'Sends one message that begins with "Test" through the channel at once, and answers whether it was taken and in how many ms, else what the receiver said. It is not counted as a notification.',
    },
    parameters: [{ name: 'id', required: true, example: 'ops-slack', text: { ko: '채널 id', en: 'The channel’s id.' } }],
    answers: { status: 200, schema: 'ChannelTestAnswer', type: JSON_TYPE },
    problems: [...DONE_BY_PEOPLE, 'channel_unknown', 'channel_closed'],
  },
  {
    method: 'get',
    path: '/v1/incidents/{id}/notifications',
    needs: 'screens:view',
    title: { ko: '장애 하나의 알림', en: 'Notifications of one incident' },
    text: {
      ko: '누구에게 무엇을 언제 알렸는지: 시작, 판단, 결정, 보낸 때, 받은 때. 알리지 않은 채널과 그 까닭(held).',
      en: 'Who was told what of it and when: since when it was abnormal, judged, decided, sent, delivered; and which channels were not, and why (held).',
    },
    parameters: [{ name: 'id', example: '7K3QX9AB', text: { ko: '장애 id', en: 'The incident’s id.' } }],
    answers: { status: 200, schema: 'IncidentNotifications', type: JSON_TYPE },
    problems: [...REFUSED, 'storage_away'],
  },
  {
    method: 'get',
    path: '/v1/silences',
    needs: 'screens:view',
    title: { ko: '알림 끄기 목록', en: 'Silences' },
    text: {
      ko: '지금 걸린 알림 끄기와 최근 7일 동안 끝난 것. 알림만 보내지 않을 뿐, 판정과 화면은 그대로입니다.',
      en: 'Silences that hold, and those of the last seven days. They keep back messages alone: the detector and the screens go on.',
    },
    answers: { status: 200, schema: 'SilencesAnswer', type: JSON_TYPE },
    problems: [...REFUSED, 'storage_away'],
  },
  {
    method: 'post',
    path: '/v1/silences',
    needs: 'incidents:act',
    title: { ko: '알림 끄기', en: 'Begin a silence' },
    text: {
      ko: 'when에 맞는 장애를 minutes(5~1440)분 동안 알리지 않습니다. 이유(comment)와 조건 하나가 꼭 있어야 합니다. 끝날 때까지 계속되는 장애는 그때 알립니다. 이미 알린 장애의 확인과 회복은 그대로 알립니다.',
      en: 'Tells nobody of incidents that match when for so many minutes (5 to 1440). It takes a comment and at least one condition. What still is at its end is told then; that somebody took what was told, or that it is over, is told all the same.',
    },
    takes: { schema: 'SilenceRequest', types: [JSON_TYPE], several: false, example: SILENCE },
    answers: { status: 201, schema: 'Silence', type: JSON_TYPE },
    problems: [...DONE_BY_PEOPLE, 'invalid_query', 'storage_away'],
  },
  {
    method: 'post',
    path: '/v1/silences/preview',
    needs: 'screens:view',
    title: { ko: '알림 끄기 미리 보기', en: 'What a silence would take' },
    text: {
      ko: '지금 열린 장애 가운데 맞는 것과, 최근 7일 동안 맞았을 장애 수.',
      en: 'Open incidents that match, and how many would have in the last seven days.',
    },
    takes: { schema: 'SilencePreview', types: [JSON_TYPE], several: false, example: { when: SILENCE.when } },
    answers: { status: 200, schema: 'SilencePreviewAnswer', type: JSON_TYPE },
    problems: [...REFUSED, 'invalid_query', 'storage_away'],
  },
  {
    method: 'delete',
    path: '/v1/silences/{id}',
    needs: 'incidents:act',
    title: { ko: '알림 끄기 끝내기', en: 'End a silence' },
    text: {
      ko: '지금 끝냅니다. 그동안 알리지 않은 장애 가운데 계속되는 것을 알립니다.',
      en: 'Ends it now; what it held back and still is, is told.',
    },
    parameters: [{ name: 'id', example: '8f3c21d04b7a', text: { ko: '알림 끄기 id', en: 'The silence’s id.' } }],
    answers: { status: 204 },
    problems: [...DONE_BY_PEOPLE, 'silence_unknown', 'storage_away'],
  },
];
