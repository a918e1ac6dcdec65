import { createVolumeMemory, observeVolume, seedVolume } from '@tillwatch/detection';
import { alarmRate, quantile, span } from './tables.js';
import { dayHour, VolumeWorld } from './volume-world.js';
import { WORLD_START } from './world.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;
const HISTORY_DAYS = 7;
const NOON = 13 * 60;

/** The factor on the volume, by minutes from 13:00. */
type Plot = (minute: number) => number;

interface Story {
  readonly perSecond: number;
  readonly seed: number;
  /** Minutes to live through after 13:00: by the second, of a story longer than a thousand in ticks of 10 s. */
  readonly minutes: number;
  readonly plot: Plot;
}

/** Minutes from 13:00 at which it began to fire. */
function alarmsOf({ perSecond, seed, minutes, plot }: Story): number[] {
  const world = new VolumeWorld(perSecond, seed);
  const memory = createVolumeMemory(WORLD_START + HISTORY_DAYS * DAY);
  seedVolume(memory, world.history(WORLD_START, HISTORY_DAYS));
  const start = memory.at + NOON * MINUTE;
  const alarms: number[] = [];
  let firing = false;
  while (memory.at < start + minutes * MINUTE) {
    const spanMs = memory.at < start || minutes > 1_000 ? 10 * SECOND : SECOND;
    const now = memory.at + spanMs;
    const minute = (now - start) / MINUTE;
    const total = world.draw(now, spanMs, minute > 0 ? plot(minute) : 1);
    const { state } = observeVolume(memory, { now, hourOfDay: dayHour(now), total, spanMs }, {});
    if (state === 'firing' && !firing) alarms.push(minute);
    firing = state === 'firing' || state === 'recovering';
  }
  return alarms;
}

const CAMPAIGN = { from: 10, to: 70 };
const abrupt =
  (size: number): Plot =>
  (minute) =>
    minute > CAMPAIGN.from && minute <= CAMPAIGN.to ? size : 1;
const fading =
  (size: number): Plot =>
  (minute) =>
    minute > CAMPAIGN.from ? 1 + (size - 1) * 0.5 ** Math.max(0, (minute - CAMPAIGN.to) / 15) : 1;

/** Seconds from an event at `minute` to the first alarm after it. */
function delayAfter(minute: number, story: Story): number {
  const alarm = alarmsOf(story).find((at) => at > minute);
  return alarm === undefined ? Infinity : (alarm - minute) * 60;
}

/** What happens to the volume, and when. */
const DROPS: readonly { readonly what: string; readonly at: number; readonly plot: Plot }[] = [
  { what: 'silence', at: 10, plot: (minute) => (minute > 10 ? 0 : 1) },
  { what: 'one in ten is left', at: 10, plot: (minute) => (minute > 10 ? 0.1 : 1) },
  { what: 'silence in a campaign of ×5', at: 60, plot: (minute) => (minute > 60 ? 0 : abrupt(5)(minute)) },
  { what: 'silence a minute after a campaign of ×5', at: 71, plot: (minute) => (minute > 71 ? 0 : abrupt(5)(minute)) },
];

export const DROP_HEAD = ['what happens at about 13:00', '0.05/s', '0.5/s', '5/s', '50/s'];

/** Delays of drops, median / 95th percentile, by mean volume. */
export function dropRows(runs: number, firstSeed: number): string[][] {
  return DROPS.map(({ what, at, plot }) => {
    const shown = [0.05, 0.5, 5, 50].map((perSecond) => {
      const each = Array.from({ length: runs }, (_, run) => {
        const story = { perSecond, seed: firstSeed + run, minutes: at + 40, plot };
        return delayAfter(at, story);
      });
      return `${span(quantile(each, 0.5))} / ${span(quantile(each, 0.95))}`;
    });
    return [what, ...shown];
  });
}

export const CAMPAIGN_HEAD = ['campaign of an hour', 'runs', 'alarms'];

/** Alarms at beginning and end of campaigns: all of them false. */
export function campaignRows(runs: number, firstSeed: number): (string | number)[][] {
  return [3, 5, 8].flatMap((size) =>
    [abrupt, fading].map((shape) => {
      const alarms = Array.from({ length: runs }, (_, run) => {
        const perSecond = [0.2, 2, 20][run % 3] ?? 2;
        return alarmsOf({ perSecond, seed: firstSeed + run, minutes: 240, plot: shape(size) }).length;
      });
      return [`×${size}, ${shape === abrupt ? 'ends abruptly' : 'fades away'}`, runs, alarms.reduce((sum, count) => sum + count, 0)];
    }),
  );
}

/** Alarms on healthy days, 0.01 to 30 events a second: segment-days, alarms, and their rate. */
export function healthyRow(segments: number, days: number, firstSeed: number): (string | number)[] {
  let alarms = 0;
  for (let at = 0; at < segments; at += 1) {
    const perSecond = 0.01 * 3_000 ** ((at + 0.5) / segments);
    alarms += alarmsOf({ perSecond, seed: firstSeed + at, minutes: days * 24 * 60, plot: () => 1 }).length;
  }
  return ['healthy days', segments * days, alarms, alarmRate(alarms, segments * days)];
}
