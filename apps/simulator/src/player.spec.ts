import type { SentEvent } from '@tillwatch/scenarios';
import { Player } from './player.js';

const START = Date.parse('2026-11-18T05:00:00Z');
const event = (offset: number, delay = 100): SentEvent => ({
  arrivesAt: START + offset + delay,
  event: { id: `e${offset}`, journey: 'checkout', stage: 'opened', outcome: 'started', occurredAt: new Date(START + offset).toISOString() },
});
const play = (speed: number): Player => new Player([event(0), event(1_000), event(5_000), event(60_000)].values(), START, speed);

describe('Player', () => {
  it('hands out what has arrived, once', () => {
    const player = play(1);
    expect(player.due(START + 1_050, 10).map(({ id }) => id)).toEqual(['e0']);
    expect(player.due(START + 6_000, 10).map(({ id }) => id)).toEqual(['e1000', 'e5000']);
    expect(player.due(START + 6_000, 10)).toEqual([]);
  });

  it('hands out no more than asked for, and the rest the next time', () => {
    const player = play(1);
    expect(player.due(START + 120_000, 3)).toHaveLength(3);
    expect(player.due(START + 120_000, 3).map(({ id }) => id)).toEqual(['e60000']);
  });

  it('lets time run faster without running ahead of the clock', () => {
    const due = play(10).due(START + 6_100, 10);
    expect(due.map(({ occurredAt }) => Date.parse(occurredAt) - START)).toEqual([0, 100, 500, 6_000]);
  });
});
