/** What can be heard, the least urgent first. */
export const PATTERNS = ['recovered', 'warning', 'critical'] as const;
export type Pattern = (typeof PATTERNS)[number];

/** Which of two patterns is more urgent: positive where `a` is. */
export function byUrgency(a: Pattern, b: Pattern): number {
  return PATTERNS.indexOf(a) - PATTERNS.indexOf(b);
}

/** One pulse; times in seconds, pitch in Hz. */
export interface Pulse {
  readonly at: number;
  readonly lasts: number;
  readonly hz: number;
}

interface Score {
  readonly pitches: readonly number[];
  readonly lasts: number;
  /** Pauses between the pulses. */
  readonly pauses: readonly number[];
  /** Loudest amplitude, 0..1. */
  readonly gain: number;
}

const [G4, A4, C5, E5] = [392, 440, 523.25, 659.26] as const;

/** Bursts after the urgency encoding of IEC 60601-1-8: faster, louder and more of them where it matters more. No claim of conformity. */
const SCORES: Readonly<Record<Pattern, Score>> = {
  critical: { pitches: [C5, C5, C5, E5, E5], lasts: 0.15, pauses: [0.1, 0.1, 0.3, 0.1], gain: 0.35 },
  warning: { pitches: [A4, A4, A4], lasts: 0.2, pauses: [0.2, 0.2], gain: 0.22 },
  recovered: { pitches: [C5, G4], lasts: 0.2, pauses: [0.12], gain: 0.12 },
};

/** Amplitudes of a pulse's harmonics from the fundamental on: at least four of them within 15 dB, so that it is heard in noise. */
export const HARMONICS = [1, 0.7, 0.55, 0.4, 0.3, 0.2, 0.15] as const;

/** The share of a pulse in which it rises, and in which it falls. */
export const RAMP = 0.15;

/** The pulses of a pattern from its beginning on, and how loud they are. */
export function pulsesOf(pattern: Pattern): { readonly pulses: readonly Pulse[]; readonly gain: number } {
  const { pitches, lasts, pauses, gain } = SCORES[pattern];
  const pulses = pitches.map((hz, i) => ({ hz, lasts, at: i * lasts + pauses.slice(0, i).reduce((sum, pause) => sum + pause, 0) }));
  return { pulses, gain };
}
