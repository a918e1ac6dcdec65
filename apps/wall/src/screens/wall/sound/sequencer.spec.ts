import type { Alert, AlertIncident } from '@tillwatch/contract';
import { alertsOf } from '../../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../../test/fixture/stories.js';
import { hasIncident, type IncidentAlert } from '../take-over/incident-alert.js';
import { pulsesOf } from './patterns.js';
import { SoundSequencer, type SoundScene } from './sequencer.js';
import { isQuiet } from './wall-sound.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const [like] = alertsOf(STORIES.spike, STORY_TIME).filter(hasIncident) as [IncidentAlert];

function alert(id: string, state: Alert['state'] = 'critical', incident: Partial<AlertIncident> = {}): IncidentAlert {
  return { ...like, state, incident: { ...like.incident, id, ...incident } };
}
const taken = { acknowledgedBy: '김지원', acknowledgedAt: STORY_TIME };

const LOOKS_EVERY = 20 * SECOND;

/** A sequencer that has been looking at a calm wall and goes on looking. */
function looking(): (at: number, alerts: readonly Alert[] | null, rest?: Partial<SoundScene>) => string {
  const sequencer = new SoundSequencer();
  let last: SoundScene = { now: STORY_TIME - SECOND, alerts: [], monitorDown: false, hushed: false };
  sequencer.next(last);
  return (at, alerts, rest = {}) => {
    while (last.now + LOOKS_EVERY < STORY_TIME + at) sequencer.next((last = { ...last, now: last.now + LOOKS_EVERY }));
    last = { now: STORY_TIME + at, alerts, monitorDown: false, hushed: false, ...rest };
    const { stop, play } = sequencer.next(last);
    return [stop ? 'stop' : '', play ?? ''].filter(Boolean).join(' ');
  };
}

/** At which seconds something is heard, asked once a second. */
function heard(next: ReturnType<typeof looking>, from: number, until: number, alerts: readonly Alert[]): readonly number[] {
  return Array.from({ length: until - from }, (_, i) => from + i).filter((second) => next(second * SECOND, alerts) !== '');
}

describe('sounds', () => {
  it('are one for a new incident, by its urgency, and none for a refresh, a watch or a rise without an incident', () => {
    expect(looking()(0, [alert('a')])).toBe('critical');
    const next = looking();
    expect(next(0, [alert('a', 'warning')])).toBe('warning');
    expect(heard(next, 1, 600, [alert('a', 'warning')])).toEqual([]);
    expect(looking()(0, [alert('a', 'watch'), { ...like, incident: null }])).toBe('');
  });

  it('tell that a warning became critical', () => {
    const next = looking();
    next(0, [alert('a', 'warning')]);
    expect(next(2_000, [alert('a')])).toBe('critical');
  });

  it('repeat a critical that nobody takes: four times in 45 s, then once a minute, for 15 minutes', () => {
    const minutes = Array.from({ length: 14 }, (_, i) => 105 + i * 60);
    expect(heard(looking(), 0, 1_200, [alert('a')])).toEqual([0, 15, 30, 45, ...minutes]);
  });

  it('stop when all of it is taken, and not before', () => {
    const next = looking();
    next(0, [alert('a'), alert('b')]);
    expect(next(1_000, [alert('a', 'critical', taken), alert('b')])).toBe('');
    expect(next(2_000, [alert('a', 'critical', taken), alert('b', 'critical', taken)])).toBe('stop');
    expect(heard(next, 3, 300, [alert('a', 'critical', taken), alert('b', 'critical', taken)])).toEqual([]);
  });

  it('begin again when it is given back', () => {
    const next = looking();
    next(0, [alert('a')]);
    expect(next(2_000, [alert('a', 'critical', taken)])).toBe('stop');
    expect(heard(next, 8, 60, [alert('a')])).toEqual([8, 23, 38, 53]);
  });

  it('are one for alarms that come together, one a minute for those that follow', () => {
    const next = looking();
    const four = ['a', 'b', 'c', 'd'].map((id) => alert(id, 'warning'));
    expect(next(0, four)).toBe('warning');
    expect(next(30_000, [...four, alert('e', 'warning')])).toBe('');
    expect(next(61_000, [...four, alert('e', 'warning'), alert('f', 'warning')])).toBe('warning');
  });

  it('let a more urgent one through at once', () => {
    const next = looking();
    next(0, [alert('a', 'warning')]);
    expect(next(1_000, [alert('a', 'warning'), alert('b')])).toBe('critical');
  });

  it('tell that it is over, once, and not while something else rings', () => {
    const next = looking();
    next(0, [alert('a'), alert('b')]);
    expect(next(5_000, [alert('b')])).toBe('');
    expect(next(70_000, [])).toBe('stop recovered');
    expect(next(71_000, [])).toBe('');
  });

  it('are none for what is silent, nor when it falls silent', () => {
    const next = looking();
    const maintenance = { maintenance: { ko: '은행 점검', en: 'Bank maintenance' } };
    expect(next(0, [alert('a', 'critical', maintenance)])).toBe('');
    next(100_000, [alert('b')]);
    expect(next(200_000, [alert('b', 'critical', { silentUntil: STORY_TIME + MINUTE * 60 })])).toBe('stop');
  });

  it('are hushed in quiet hours, stop when these begin and make up for nothing', () => {
    const next = looking();
    next(0, [alert('a')]);
    expect(next(1_000, [alert('a')], { hushed: true })).toBe('stop');
    expect(next(2_000, [alert('a'), alert('b')], { hushed: true })).toBe('');
    expect(next(3_000, [alert('a'), alert('b')])).toBe('');
    expect(next(15_000, [alert('a'), alert('b')])).toBe('critical');
  });

  it('replay nothing that was missed, but ring on for what nobody has taken', () => {
    const fresh = new SoundSequencer();
    const scene = { now: STORY_TIME, alerts: [alert('a'), alert('b', 'warning')], monitorDown: false, hushed: false };
    expect(fresh.next(scene)).toEqual({ stop: false, play: null });
    expect(fresh.next({ ...scene, now: STORY_TIME + 15_000 }).play).toBe('critical');
    const next = looking();
    next(0, [alert('a', 'warning')]);
    expect(heard((at) => next(at, null), 1, 120, [])).toEqual([]);
    expect(next(120_000, [alert('b', 'warning')])).toBe('');
  });

  it('tell once that the monitoring has stopped', () => {
    const next = looking();
    expect(next(0, null, { monitorDown: true })).toBe('warning');
    expect(next(1_000, null, { monitorDown: true })).toBe('');
    next(100_000, [], { monitorDown: false });
    expect(next(200_000, null, { monitorDown: true })).toBe('warning');
  });
});

describe('a pattern', () => {
  it('has its pulses where they belong', () => {
    const { pulses, gain } = pulsesOf('critical');
    expect(pulses.map(({ at, hz }) => [Number(at.toFixed(2)), Math.round(hz)])).toEqual([
      [0, 523],
      [0.25, 523],
      [0.5, 523],
      [0.95, 659],
      [1.2, 659],
    ]);
    expect(gain).toBe(0.35);
    expect(pulsesOf('recovered').pulses.map(({ hz }) => Math.round(hz))).toEqual([523, 392]);
  });
});

describe('quiet hours', () => {
  it.each([
    ['19:59', '2026-11-22T10:59:00Z', false],
    ['20:00', '2026-11-22T11:00:00Z', true],
    ['07:59', '2026-11-21T22:59:00Z', true],
    ['08:00', '2026-11-21T23:00:00Z', false],
  ])('reach over midnight in the zone of the board: at %s', (_, at, quiet) => {
    expect(isQuiet({ from: 1_200, until: 480 }, Date.parse(at), 'Asia/Seoul')).toBe(quiet);
  });

  it('may lie within a day, or never', () => {
    const noon = Date.parse('2026-11-22T03:00:00Z');
    expect(isQuiet({ from: 600, until: 780 }, noon, 'Asia/Seoul')).toBe(true);
    expect(isQuiet({ from: 0, until: 0 }, noon, 'Asia/Seoul')).toBe(false);
  });
});
