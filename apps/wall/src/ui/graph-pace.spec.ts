import { GraphPace, type GraphLook } from './graph-pace.js';

const point = (rate: number) => ({ rate, low: 0.01, high: 0.03 });
const look = (running: number, over: Partial<GraphLook> = {}): GraphLook => ({
  points: [point(0.02), point(running)],
  maximum: 0.1,
  rest: ['night', 'calm'],
  ...over,
});

describe('a graph', () => {
  let pace: GraphPace;
  beforeEach(() => {
    pace = new GraphPace();
    expect(pace.isDue(look(0.02), 1_000)).toBe(true);
  });

  it('follows its running minute every five seconds', () => {
    expect(pace.isDue(look(0.021), 2_000)).toBe(false);
    expect(pace.isDue(look(0.022), 5_999)).toBe(false);
    expect(pace.isDue(look(0.022), 6_000)).toBe(true);
    expect(pace.isDue(look(0.022), 7_000)).toBe(false);
  });

  it.each<[string, GraphLook]>([
    ['a minute that is over changes', look(0.02, { points: [point(0.5), point(0.02)] })],
    ['a minute ends', look(0.02, { points: [point(0.02), point(0.02), point(0.02)] })],
    ['it begins to rise', look(0.02, { rest: ['night', 'critical'] })],
    ['its scale changes', look(0.02, { maximum: 0.4 })],
  ])('is drawn at once when %s', (_, changed) => {
    expect(pace.isDue(changed, 1_250)).toBe(true);
  });
});
