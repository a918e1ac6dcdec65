import { DoorHealth } from './door-health.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);

describe('up to when everything that came was taken', () => {
  let clock: { time: number; now(): number };
  let door: DoorHealth;
  beforeEach(() => {
    clock = { time: START, now: () => clock.time };
    door = new DoorHealth(clock);
  });
  /** Seconds by which it is behind. */
  const behind = (): number => (clock.time - door.takenUntil(clock.time)) / 1_000;
  const answer = (status: number, afterMs = 1_000): void => {
    clock.time += afterMs;
    door.answered(status);
  };

  it('is now while the door takes, or refuses what a sender did wrong or sent too much of', () => {
    for (const status of [202, 400, 401, 403, 413, 415, 429]) answer(status);
    expect(behind()).toBe(0);
  });

  it.each([500, 503])('stands still from the first %d on, however long nothing is taken and whatever else is answered', (status) => {
    answer(202);
    answer(status);
    expect(behind()).toBe(5);
    answer(status, 20_000);
    answer(429, 20_000);
    expect(behind()).toBe(45);
  });

  it('is now again once something was taken and what was refused had the time to come again', () => {
    answer(503);
    answer(503, 30_000);
    answer(202);
    expect(behind()).toBe(6);
    clock.time += 3_999;
    expect(behind()).toBeCloseTo(9.999);
    clock.time += 1;
    expect(behind()).toBe(0);
  });

  it('is some seconds ago while the door refuses some and takes others', () => {
    for (let time = 0; time < 60; time++) answer(time % 2 === 0 ? 503 : 202);
    expect(behind()).toBe(6);
  });
});
