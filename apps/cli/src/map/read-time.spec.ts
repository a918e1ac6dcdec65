import type { TimeSpec } from './map-schema.js';
import type { Problem } from './problem.js';
import { compileTime } from './read-time.js';

const row = (time: string | undefined) => ({ line: 1, number: 1, get: () => time });
const read = (spec: TimeSpec, text: string | undefined): string | string[] => {
  const problems: Problem[] = [];
  const at = compileTime({ column: 't', ...spec }, new Map([['day', '2022-01-31']]))(row(text), problems);
  return at === undefined ? problems.map((problem) => problem.message.en) : new Date(at).toISOString();
};

describe('reading times', () => {
  it.each<[TimeSpec, string, string]>([
    [{ format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/Berlin' }, '2019-01-01 00:01:11', '2018-12-31T23:01:11.000Z'],
    [{ format: 'yyyy-MM-dd HH:mm:ss', zone: 'Europe/Berlin' }, '2019-07-01 00:01:11', '2019-06-30T22:01:11.000Z'],
    // Clocks go forward at 02:00: 02:30 does not exist and is read as much later.
    [{ format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' }, '2019-03-31 02:30', '2019-03-31T01:30:00.000Z'],
    [{ format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' }, '2019-03-31 01:59', '2019-03-31T00:59:00.000Z'],
    [{ format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' }, '2019-03-31 03:00', '2019-03-31T01:00:00.000Z'],
    // Clocks go back at 03:00: 02:30 exists twice and the first is meant.
    [{ format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' }, '2019-10-27 02:30', '2019-10-27T00:30:00.000Z'],
    [{ format: 'yyyy-MM-dd HH:mm', zone: 'Europe/Berlin' }, '2019-10-27 03:00', '2019-10-27T02:00:00.000Z'],
    [{ format: "HH'h' mm", zone: 'America/Sao_Paulo', date: '{day}' }, '17h 05', '2022-01-31T20:05:00.000Z'],
    [{ format: 'dd/MMM/yyyy:HH:mm:ss Z' }, '17/May/2015:10:05:03 +0200', '2015-05-17T08:05:03.000Z'],
    [{ format: 'M/d/yy h:mm a', zone: 'Asia/Seoul' }, '1/9/26 12:05 am', '2026-01-08T15:05:00.000Z'],
    [{ format: 'yyyy. M. d. a h:mm', zone: 'Asia/Seoul' }, '2026. 1. 9. 오후 3:05', '2026-01-09T06:05:00.000Z'],
    [{ format: 'yyyy-MM-dd HH:mm:ss.S', zone: 'UTC' }, '2026-01-09 03:05:01.123456', '2026-01-09T03:05:01.123Z'],
    [{}, '2026-01-09T03:05:01.5+09:00', '2026-01-08T18:05:01.500Z'],
    [{ zone: 'Asia/Seoul' }, '2026-01-09', '2026-01-08T15:00:00.000Z'],
    [{ format: 'epoch-s' }, '1700000000.25', '2023-11-14T22:13:20.250Z'],
    [{ format: 'epoch-ms' }, '1700000000250', '2023-11-14T22:13:20.250Z'],
  ])('%j of %s is %s', (spec, text, expected) => expect(read(spec, text)).toBe(expected));

  it.each<[TimeSpec, string | undefined, string]>([
    [{ format: 'yyyy-MM-dd', zone: 'UTC' }, '2026-02-30', 'expected a time like yyyy-MM-dd, found "2026-02-30"'],
    [{ format: 'HH:mm', zone: 'UTC' }, '25:00', 'expected a time like HH:mm, found "25:00"'],
    [{}, '2026-01-09T03:05:01', 'the time has no offset from UTC (such as +09:00) and the map names no zone: "2026-01-09T03:05:01"'],
    [{}, undefined, 'the time is empty'],
    [{}, '4111 1111 1111 1111', 'expected a time like iso, found "•••••••••••••••••••"'],
  ])('%j refuses %s', (spec, text, message) => expect(read(spec, text)).toEqual([message]));
});
