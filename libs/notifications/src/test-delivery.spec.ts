import { FAULT_WORDS, HOLD_WORDS } from '@tillwatch/wording';
import { DELIVERY_FAULTS } from './channel.js';
import { emailMessage } from './channels/email-message.js';
import { slackMessage } from './channels/slack-message.js';
import { HEADLINE_MOST, messageOf } from './message/message.js';
import { SHORT_TEXTS } from './message/short-text.js';
import { HOLD_REASONS } from './notice.js';
import { FOUND_AT } from './notifications.spec-data.js';
import { testDelivery } from './test-delivery.js';

const FIRST = { ko: /^(?:🟧 |\*🟧 )?\[?시험 알림/, en: /^(?:🟧 |\*🟧 )?\[?Test/ } as const;

it.each(['ko', 'en'] as const)('a test says in its first words that it is one, wherever it is read, in %s', (language) => {
  const delivery = testDelivery({ key: 'test-1', language, timeZone: 'Asia/Seoul', link: 'https://watch.example.com/alerts' }, FOUND_AT);
  const { news, headline, sentence, sms, time } = messageOf(delivery);
  const { subject, text } = emailMessage(delivery);
  for (const said of [news, headline, sentence, sms, subject, text, slackMessage(delivery).text]) expect(said).toMatch(FIRST[language]);
  expect(time).toBe('14:00:00 KST');
  expect(headline.length).toBeLessThanOrEqual(HEADLINE_MOST);
  const { measure, most, spell } = SHORT_TEXTS[language];
  expect(measure(sms)).toBeLessThanOrEqual(most);
  expect(spell(sms)).toBe(sms);
});

it('there are words for every reason why nobody is told, and for every fault', () => {
  expect(Object.keys(HOLD_WORDS).sort()).toEqual([...HOLD_REASONS].sort());
  expect(Object.keys(FAULT_WORDS).sort()).toEqual([...DELIVERY_FAULTS].sort());
});
