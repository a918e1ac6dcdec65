import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue, loadCatalogue } from '../index.js';

const SHIPPED = join(__dirname, '../../../../config');
const CHAT = `id: chat
label: { ko: 채팅, en: Chat }
url: 'https://chat.example/{{setting.room}}'
settings:
  - { id: room, label: { ko: 방, en: Room } }
  - { id: token, label: { ko: 토큰, en: Token }, optional: true }
headers: { authorization: 'Bearer {{setting.token}}' }
escape: none
body: { text: '{{headline}}', list: ['{{lines}}'] }
limits:
  - { at: text, most: 400 }
edit: { id: id, url: 'https://chat.example/{{message}}', body: { of: '{{message}}' } }
`;

describe('templates of channels', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-templates-'));
    for (const folder of ['channels', 'notifications']) mkdirSync(join(dir, folder));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);
  const channel = (settings: string, template = 'chat'): void =>
    write('notifications/own.yaml', `channels:\n  - { id: ops, type: http, template: ${template}, settings: ${settings} }\n`);
  const faults = (language: 'ko' | 'en' = 'en'): string[] =>
    checkCatalogue([dir]).faults.map(
      ({ file, line, path, message }) => `${file.slice(dir.length + 1)}:${String(line)} ${path}: ${message[language]}`,
    );

  it('ship for the services of here and abroad', () => {
    const { templates } = loadCatalogue([SHIPPED]).notifications;
    expect(templates.map(({ id }) => id)).toEqual(
      'discord dooray jandi kakao-alimtalk naver-works ntfy solapi-sms teams telegram'.split(' '),
    );
  });

  it('are read with channels that use them', () => {
    write('channels/chat.yaml', CHAT);
    channel('{ room: -100123, token: "${CHAT_TOKEN}" }');
    const { channels, templates } = loadCatalogue([dir]).notifications;
    expect(channels[0]).toMatchObject({ type: 'http', template: 'chat', settings: { room: '-100123', token: '${CHAT_TOKEN}' } });
    expect(templates[0]).toMatchObject({ method: 'POST', lineBreak: '\n', settings: [{ optional: false }, { optional: true }] });
  });

  it('are replaced by a file of the same name in a folder of one’s own', () => {
    write('channels/telegram.yaml', CHAT.replace('id: chat', 'id: telegram'));
    expect(loadCatalogue([SHIPPED, dir]).notifications.templates.find(({ id }) => id === 'telegram')?.label.en).toBe('Chat');
  });

  it.each([
    ["text: '{{headline}}'", "text: '{{title}}'", 'channels/chat.yaml:9 body.text: nothing fills "{{title}}"; there are headline, '],
    ["list: ['{{lines}}']", "list: ['{{setting.chat}}']", 'channels/chat.yaml:9 body.list.0: nothing fills "{{setting.chat}}"'],
    ["'Bearer {{setting.token}}'", 'Bearer', 'channels/chat.yaml:6 settings.1.id: nothing in this file uses this setting'],
    ['at: text', 'at: list.3', 'channels/chat.yaml:11 limits.0.at: there is no text at this path of the body'],
    ['at: text', "at: ''", 'channels/chat.yaml:11 limits.0.at: expected a path such as embeds.0.description'],
    ['id: token', 'id: room', 'channels/chat.yaml:6 settings.1.id: this id was used before'],
    ['https://chat.example', 'ftp://chat.example', 'channels/chat.yaml:3 url: expected an address that begins with https:// or with'],
    ['{{headline}}', '{{signature}}', '"{{signature}}" is used, and there is no entry "signature" that makes it'],
    ['{{headline}}', '{{way.url}}', 'channels/chat.yaml:9 body.text: way.label and way.url stand in entries of lists of the body'],
    ['{{headline}}', '{{token}}', '"{{token}}" is used, and there is no entry "login" that makes it'],
    ['{{headline}}', '{{message}}', 'channels/chat.yaml:9 body.text: nothing fills "{{message}}"'],
    ["of: '{{message}}'", "of: '{{mesage}}'", 'channels/chat.yaml:12 edit.body.of: nothing fills "{{mesage}}"'],
    [
      "url: 'https://chat.example/{{message}}'",
      "url: '/{{message}}'",
      'channels/chat.yaml:12 edit.url: expected an address that begins with',
    ],
    [
      "body: { text: '{{headline}}', list: ['{{lines}}'] }",
      "body: ['{{headline}}']",
      'channels/chat.yaml:12 edit: body and reply of an edit are',
    ],
    ['escape: none', 'escape: bbcode', 'channels/chat.yaml:8 escape: expected one of none, html, markdown, unlinked, found "bbcode"'],
    ['most: 400', 'most: 10', 'channels/chat.yaml:11 limits.0.most: expected at least 40'],
    ['escape: none', 'escape: none\nverb: POST', 'channels/chat.yaml:9 verb: not a known entry here'],
  ])('tell what is wrong with %j as %j', (good, bad, fault) => {
    expect(CHAT).toContain(good);
    write('channels/chat.yaml', CHAT.replace(good, bad));
    expect(faults().join('\n')).toContain(fault);
    expect(faults('ko').join('\n')).toMatch(/[가-힣]/);
  });

  it('tell channels what they lack', () => {
    write('channels/chat.yaml', CHAT);
    channel('{ token: x, colour: red }');
    expect(faults()).toEqual([
      'notifications/own.yaml:2 channels.0.settings.colour: "colour" is not a setting of this template; it has room, token',
      'notifications/own.yaml:2 channels.0.settings: the setting room is missing (Room)',
    ]);
    channel('{}', 'chta');
    expect(faults('ko')).toEqual(['notifications/own.yaml:2 channels.0.template: 없는 템플릿입니다 (있는 템플릿: chat)']);
  });

  it('say nothing of channels while a template cannot be read', () => {
    write('channels/chat.yaml', CHAT.replace('escape: none', ''));
    channel('{}');
    expect(faults()).toEqual(['channels/chat.yaml:1 escape: missing; expected one of none, html, markdown, unlinked']);
  });
});
