import { mix } from './random.js';

const { exp, floor } = Math;

const GAUSS_SCALE = Math.sqrt(12 / 4) / 4_294_967_296;

/** Roughly standard normal, from the hash alone: the sum of four uniforms, scaled to variance 1. */
function knot(key: number, index: number): number {
  const a = mix(key, index);
  const b = mix(key, index, 1);
  const c = mix(key, index, 2);
  const d = mix(key, index, 3);
  return (a + b + c + d - 2 * 4_294_967_296) * GAUSS_SCALE;
}

/**
 * A factor around 1 that wanders smoothly with time: a pure function of key and time, so that any two readers of the
 * same instant see the same value. Its logarithm has a standard deviation of about `sigma` and changes over `periodMs`.
 */
export function wander(key: number, at: number, sigma: number, periodMs: number): number {
  const position = at / periodMs;
  const index = floor(position);
  const t = position - index;
  const weight = t * t * (3 - 2 * t);
  return exp(sigma * (knot(key, index) * (1 - weight) + knot(key, index + 1) * weight) - (sigma * sigma) / 2);
}
