import { JSON_TYPE, KEY_OR_LINK, type Operation } from './operation.js';

/** What can be asked about notifications. */
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
    ],
    answers: { status: 200, schema: 'NotificationsAnswer', type: JSON_TYPE },
    problems: [...KEY_OR_LINK, 'all_merchants_only', 'invalid_query', 'storage_away'],
  },
];
