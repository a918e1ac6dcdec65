import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue, loadCatalogue } from '../index.js';

const CHANNELS = `channels:
  - { id: mail, type: email, smtp: 'smtp://mail.example:25', from: a@b.example, to: [c@b.example] }
  - { id: pager, type: pagerduty, routingKey: key }
`;

describe('channels and daily statements', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-notifications-'));
    mkdirSync(join(dir, 'notifications'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (text: string): void => writeFileSync(join(dir, 'notifications', 'own.yaml'), `${CHANNELS}${text}`);
  const faults = (): string[] => checkCatalogue([dir]).faults.map(({ line, path, message }) => `${String(line)} ${path}: ${message.en}`);

  it('have personal links and a budget where a file does not say otherwise', () => {
    write('');
    expect(loadCatalogue([dir]).notifications.channels[0]).toMatchObject({ links: 'personal', budget: { messages: 30, perMs: 600_000 } });
    write('');
    writeFileSync(join(dir, 'notifications', 'own.yaml'), CHANNELS.replace('type: email', 'type: email, links: plain'));
    expect(loadCatalogue([dir]).notifications.channels[0]).toMatchObject({ links: 'plain' });
    writeFileSync(join(dir, 'notifications', 'own.yaml'), CHANNELS.replace('type: email', 'type: email, links: short'));
    expect(faults().join('\n')).toContain('channels.0.links: expected one of personal, plain, found "short"');
  });

  it('come at nine where a file does not say when', () => {
    write('statement: { to: [mail] }\n');
    expect(loadCatalogue([dir]).notifications.statements).toEqual([{ at: 540, to: ['mail'] }]);
    write("statement: { at: '18:30', to: [mail] }\n");
    expect(loadCatalogue([dir]).notifications.statements).toEqual([{ at: 1_110, to: ['mail'] }]);
  });

  it.each([
    ['{ to: [mial] }', '4 statement.to.0: no such channel; there are mail, pager'],
    ['{ to: [mail, pager] }', '4 statement.to.1: a channel of the type pagerduty wakes somebody, so that it gets no statement'],
    ["{ at: '9:00', to: [mail] }", '4 statement.at: expected a time of day such as 23:30, found "9:00"'],
    ['{ to: [] }', '4 statement.to: expected at least 1 entries'],
  ])('%s is wrong', (statement, fault) => {
    write(`statement: ${statement}\n`);
    expect(faults().join('\n')).toContain(fault);
  });
});
