import { ONLY_PUBLIC, Outbound } from '@tillwatch/outbound';
import { FOUND_AT } from '../notifications.spec-data.js';
import { MailReceiver } from '../mail-receiver.spec-data.js';
import { EmailChannel } from './email.js';
import { deliveryOf, HOME, LINK, oddIncident, SHORT_MS } from './rig.spec-data.js';
import { readSmtpAddress } from './smtp-address.js';

let receiver: MailReceiver;
let at: string;
const OWN = { from: 'Tillwatch <watch@shop.example>', to: ['ops@shop.example', '박서준 <park@shop.example>'] };
const mailer = (smtp: string) => new EmailChannel(HOME, { ...OWN, smtp }, SHORT_MS);

beforeEach(async () => {
  receiver = new MailReceiver();
  at = await receiver.start();
});
afterEach(() => receiver.stop());

it('writes one conversation for each incident, all of it as text and as HTML', async () => {
  const channel = mailer(`smtp://${at}`);
  const reference = await channel.deliver(deliveryOf('opened'));
  await channel.deliver(deliveryOf('resolved', { reference }));
  const [first, second] = receiver.mails;
  const root = `<incident.${oddIncident.id}@shop.example>`;
  for (const mail of [first, second]) {
    expect(mail?.headers).toMatchObject({ references: root, 'in-reply-to': root, 'auto-submitted': 'auto-generated' });
    expect(mail?.headers['to']).toContain('park@shop.example');
  }
  expect(first?.headers['message-id']).toBe(`<${oddIncident.id}-opened-ops@shop.example>`);
  expect(second?.headers['message-id']).toBe(`<${oddIncident.id}-resolved-ops@shop.example>`);
  expect(first?.headers['subject']).toMatch(/^\[심각\] .*31% · 평소 9% · 212건 중 66건 실패$/);
  expect(second?.headers['subject']).toBe(`Re: ${first?.headers['subject'] ?? ''}`);
  expect(first?.text.split('\n').slice(0, 2).join('\n')).toMatch(/^새 장애\n\[심각\] .*212건 중 66건 실패 · 13:59:20부터$/);
  expect(first?.text).toContain(LINK);
  expect(second?.text).toMatch(/^해결: 평소 수준으로 돌아왔습니다/);
  expect(first?.html).toContain(LINK.replace('&', '&amp;'));
  expect(first?.html).not.toMatch(/<b>|<script|<img|\u202E/);
});

it('connects to nothing inside the house', async () => {
  const channel = new EmailChannel(new Outbound(ONLY_PUBLIC), { ...OWN, smtp: `smtp://${at}` }, SHORT_MS);
  await expect(channel.deliver(deliveryOf('opened'))).rejects.toMatchObject({ fault: 'forbidden_address', isWorthAnotherTry: false });
  expect(receiver.mails).toEqual([]);
});

it('says no password without TLS, and nothing of it in an error', async () => {
  const shy = mailer(`smtp://mailer:geheim-1234@${at}`);
  await expect(shy.deliver(deliveryOf('opened'))).rejects.toMatchObject({ fault: 'refused' });
  const inside = mailer(`smtp://mailer:geheim-1234@${at}?tls=off`).deliver(deliveryOf('opened'));
  await expect(inside).rejects.toMatchObject({ fault: 'refused', message: expect.stringContaining('5.7.8 wrong password, …') as string });
  await expect(inside).rejects.not.toThrow(/geheim|ops@shop/);
});

it('tells what goes wrong of TLS', async () => {
  await expect(mailer(`smtps://${at}`).deliver(deliveryOf('opened'))).rejects.toMatchObject({
    fault: expect.stringMatching(/^(?:refused|unreachable|timeout)$/) as string,
  });
});

it.each(['', 'mail.example.com', 'http://mail.example.com', 'smtp:', 'smtp://', 'user:geheim@mail.example.com'])(
  'refuses what is no address of a mail server and does not repeat it: %j',
  (smtp) => {
    expect(() => mailer(smtp)).toThrow('smtp is no address');
    expect(() => mailer(smtp)).not.toThrow('geheim');
  },
);

it('reads addresses of mail servers', () => {
  expect(readSmtpAddress('smtps://ops%40shop.kr:p%2Fw@mail.example.com')).toEqual({
    ...{
      host: 'mail.example.com',
      port: 465,
      secure: true,
      requireTLS: false,
      ignoreTLS: false,
      auth: { user: 'ops@shop.kr', pass: 'p/w' },
    },
  });
  expect(readSmtpAddress('smtp://[fd00::5]:2525')).toMatchObject({ host: 'fd00::5', port: 2525, requireTLS: false, auth: undefined });
  expect(readSmtpAddress('smtp://a:b@mail.example.com')).toMatchObject({ port: 587, requireTLS: true });
});

it('dates nothing by the clock of the machine that tries again', async () => {
  const channel = mailer(`smtp://${at}`);
  await channel.deliver(deliveryOf('opened'));
  expect(Date.parse(receiver.mails[0]?.headers['date'] ?? '')).toBe(FOUND_AT);
});
