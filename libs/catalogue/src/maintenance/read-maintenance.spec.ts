import { maintenanceAt } from '@tillwatch/domain';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue, loadCatalogue } from '../index.js';

const SHIPPED = join(__dirname, '../../../../config');

const SHOP = `id: shop
label: { ko: 상점, en: Shop }
stages:
  - { id: pay, label: { ko: 결제, en: Pay } }
dimensions:
  - { id: merchant, label: { ko: 가맹점, en: Merchant }, limit: 10 }
  - { id: issuer, label: { ko: 카드사, en: Issuer }, limit: 10, values: { kb: { ko: KB, en: KB } } }
`;

describe('known maintenance', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-maintenance-'));
    for (const folder of ['journeys', 'maintenance']) mkdirSync(join(dir, folder));
    write('journeys/shop.yaml', SHOP);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);
  const list = (name: string, entries: string, zone = 'Asia/Seoul'): void =>
    write(`maintenance/${name}.yaml`, `timeZone: ${zone}\nmaintenance:\n${entries}`);
  const entry = (id: string, segment: string, windows: string): string =>
    `  - { id: ${id}, label: { ko: 점검, en: Maintenance }, segment: ${segment}, windows: [${windows}] }\n`;
  const NIGHTLY = "{ from: '23:30', to: '00:35' }";
  const faults = (language: 'ko' | 'en' = 'en'): string[] =>
    checkCatalogue([dir]).faults.map(
      ({ file, line, path, message }) => `${file.slice(dir.length + 13)}:${line} ${path}: ${message[language]}`,
    );

  it('ships with the hours of Korean banks', () => {
    const { maintenance } = loadCatalogue([SHIPPED]);
    const at = (time: string, segment: Record<string, string>): string | undefined => {
      const now = Date.parse(`2026-05-06T${time}+09:00`);
      return maintenanceAt(maintenance, segment, now, now)?.id;
    };
    expect(at('23:45:00', { method: 'transfer' })).toBe('bank-transfers-nightly');
    expect(at('22:45:00', { method: 'transfer' })).toBeUndefined();
    expect(at('00:03:00', { issuer: 'kb', provider: 'kg-inicis' })).toBe('kb-nightly');
    expect(at('00:20:00', { issuer: 'nh' })).toBe('nh-nightly');
    expect(at('00:03:00', { issuer: 'shinhan' })).toBeUndefined();
    expect(at('23:45:00', { provider: 'kakaopay' })).toBeUndefined();
  });

  it('reads windows that come again and windows that come once, by the clocks of the zone', () => {
    const monthly = "{ from: '01:00', to: '06:00', weekdays: [sun, mon], weeks: [3, -1], daysOfMonth: [-1, 15] }";
    const once = '{ startsAt: 2026-10-25T02:00, endsAt: 2026-10-25T03:00 }';
    list('own', entry('kb', '{ issuer: kb, merchant: any }', `${NIGHTLY}, ${monthly}, ${once}`), 'Europe/Berlin');
    const timeZone = 'Europe/Berlin';
    expect(loadCatalogue([dir]).maintenance).toEqual([
      {
        id: 'kb',
        label: { ko: '점검', en: 'Maintenance' },
        segment: { issuer: 'kb', merchant: 'any' },
        windows: [
          { timeZone, from: 1_410, to: 35 },
          { timeZone, from: 60, to: 360, weekdays: [0, 1], weeks: [3, -1], daysOfMonth: [-1, 15] },
          { startsAt: Date.parse('2026-10-25T00:00Z'), endsAt: Date.parse('2026-10-25T02:00Z') },
        ],
      },
    ]);
  });

  it('adds up over files, and an id stands once', () => {
    list('a', entry('one', '{ issuer: kb }', NIGHTLY) + entry('two', '{ merchant: m }', NIGHTLY));
    list('b', entry('three', '{}', NIGHTLY));
    expect(loadCatalogue([dir]).maintenance.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    list('b', entry('two', '{ issuer: kb }', NIGHTLY));
    expect(faults('ko')).toEqual(['b.yaml:3 maintenance.0.id: 앞에서 이미 쓴 id입니다']);
  });

  it('is refused for what no journey has', () => {
    list(
      'a',
      entry('one', '{ isuer: kb }', NIGHTLY) + entry('two', '{ issuer: kbb }', NIGHTLY) + entry('three', '{ issuer: _other }', NIGHTLY),
    );
    expect(faults()).toEqual([
      'a.yaml:3 maintenance.0.segment.isuer: "isuer" is not a dimension of any journey',
      'a.yaml:4 maintenance.1.segment.issuer: "kbb" is not among the values that journeys name; they name kb',
      'a.yaml:5 maintenance.2.segment.issuer: "_other" is not among the values that journeys name; they name kb',
    ]);
    expect(faults('ko')[0]).toBe('a.yaml:3 maintenance.0.segment.isuer: 어느 흐름에도 없는 기준입니다: "isuer"');
  });

  it.each([
    ["{ from: '24:00', to: '06:00' }", 'from: expected a time of day such as 23:30, found "24:00"'],
    ["{ from: '06:00', to: '06:00' }", 'to: must differ from "from"'],
    ["{ from: '00:00' }", 'to: missing; expected a time of day such as 23:30'],
    ["{ from: '00:00', to: '06:00', weekdays: [sunday] }", 'weekdays.0: expected one of sun, mon, tue, wed, thu, fri, sat, found "sunday"'],
    ["{ from: '00:00', to: '06:00', weeks: [6] }", 'weeks.0: expected at most 5'],
    ["{ from: '00:00', to: '06:00', daysOfMonth: [0] }", 'daysOfMonth.0: expected at least 1'],
    [
      '{ startsAt: 2026-02-30T00:00, endsAt: 2026-03-01T06:00 }',
      'startsAt: expected a date and time such as 2026-02-15T01:00, found "2026-02-30T00:00"',
    ],
    ['{ startsAt: 2026-02-15T06:00, endsAt: 2026-02-15T01:00 }', 'endsAt: must be later than startsAt'],
  ])('refuses a window that cannot be: %s', (window, told) => {
    list('a', entry('one', '{ issuer: kb }', window));
    expect(faults()).toEqual([`a.yaml:3 maintenance.0.windows.0.${told}`]);
  });

  it('refuses a time zone that is none', () => {
    list('a', entry('one', '{ issuer: kb }', NIGHTLY), 'Asia/Soul');
    expect(faults()).toEqual(['a.yaml:1 timeZone: expected the name of a time zone such as Asia/Seoul, found "Asia/Soul"']);
  });
});
