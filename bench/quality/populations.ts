import { Random } from '../../libs/explanation/quality/random.js';
import { STEADY, type Healthy } from './world.js';

/** A kind of healthy world to count false alarms in. */
export interface Population {
  readonly name: string;
  readonly seed: number;
  /** What all its segments have in common. */
  readonly common: Partial<Healthy>;
  /** Share of segments whose rate jumps about (coefficient of variation 0.15 or 0.3). */
  readonly restless: number;
}

const lively = { lively: true, driftHours: 72 };

/** A rate that stays what it is. */
export const STATIONARY: Population = { name: 'stationary', seed: 112, common: {}, restless: 0 };

/** Rates that swing, drift and jump; their seeds were not used for choosing constants. */
export const DRIFTING: readonly Population[] = [
  { name: 'rhythm, drift, 10 s shocks', seed: 122, common: lively, restless: 0.5 },
  { name: 'the same, drifting within hours', seed: 123, common: { ...lively, driftHours: 12 }, restless: 0.5 },
];

/** What ought not to reach a detector, and what is no false alarm at all. */
export const BEYOND: readonly Population[] = [
  { name: 'customers who retry, each try counted', seed: 104, common: { ...lively, retries: 0.1 }, restless: 0.5 },
  { name: 'shocks of 2 min, up to three times the rate', seed: 105, common: { ...lively, shockMs: 120_000 }, restless: 0.5 },
];

/** The shapes of `count` segments: log-uniform in volume (0.01 to 30/s) and in usual rate (0.5 to 20 %). */
export function segmentsOf({ seed, common, restless }: Population, count: number): Healthy[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const perSecond = random.logUniform(0.01, 30);
    const rate = random.logUniform(0.005, 0.2);
    const shocks = random.next() >= restless ? 0 : random.next() < 0.5 ? 0.15 : 0.3;
    return { ...STEADY, perSecond, rate, shocks, ...common };
  });
}
