/** The stages of the `checkout` journey, in order. */
export const STAGES = ['opened', 'method', 'window', 'authentication', 'authorisation', 'confirmation', 'completion'] as const;
export type StageId = (typeof STAGES)[number];

/** How people pay. */
export const METHODS = ['card', 'easy-pay', 'transfer', 'virtual-account', 'mobile'] as const;
export type MethodId = (typeof METHODS)[number];

/** Shares of the attempts that reach a stage and end there. `system` broke, `declined` was refused, `left` is drop-off. */
export interface Ends {
  readonly system: number;
  readonly declined: number;
  readonly left: number;
}

/** What usually happens at a stage, before provider, browser, issuer and hour make it better or worse. */
export interface StageModel {
  readonly ends: Ends | Readonly<Record<MethodId, Ends>>;
  /** Median time from `started` to the outcome, in milliseconds; by method where it depends on it. */
  readonly medianMs: number | Readonly<Record<MethodId, number>>;
  /** Standard deviation of the logarithm of that time. */
  readonly sigma: number;
  readonly maxMs: number;
  /** Share of the drop-off that anybody reports (`abandoned`); the rest just falls silent. */
  readonly leavingSeen: number;
}

const ends = (system: number, declined: number, left: number): Ends => ({ system, declined, left });

/** Virtual accounts need no authentication: that stage is skipped. */
export const SKIPPED: Readonly<Partial<Record<StageId, readonly MethodId[]>>> = { authentication: ['virtual-account'] };

/** Stages after whose failure people try again. */
export const RETRIED_STAGES: readonly StageId[] = ['window', 'authentication', 'authorisation'];

/** The usual course of a checkout. Rates lie where payment companies report them: most stages 0.3–4 %. */
export const STAGE_MODELS: Readonly<Record<StageId, StageModel>> = {
  opened: { ends: ends(0.004, 0, 0.1), medianMs: 900, sigma: 0.5, maxMs: 20_000, leavingSeen: 0 },
  method: { ends: ends(0.002, 0, 0.07), medianMs: 16_000, sigma: 0.8, maxMs: 120_000, leavingSeen: 0.3 },
  window: { ends: ends(0.009, 0, 0.035), medianMs: 1_600, sigma: 0.5, maxMs: 30_000, leavingSeen: 0.6 },
  authentication: {
    ends: {
      card: ends(0.006, 0.018, 0.05),
      'easy-pay': ends(0.004, 0.009, 0.035),
      transfer: ends(0.009, 0.022, 0.06),
      'virtual-account': ends(0, 0, 0),
      mobile: ends(0.011, 0.032, 0.07),
    },
    medianMs: { card: 24_000, 'easy-pay': 9_000, transfer: 32_000, 'virtual-account': 0, mobile: 28_000 },
    sigma: 0.55,
    maxMs: 150_000,
    leavingSeen: 0.5,
  },
  authorisation: {
    ends: {
      card: ends(0.004, 0.014, 0.001),
      'easy-pay': ends(0.004, 0.01, 0.001),
      transfer: ends(0.009, 0.015, 0.002),
      'virtual-account': ends(0.003, 0.001, 0.001),
      mobile: ends(0.008, 0.042, 0.002),
    },
    medianMs: 1_300,
    sigma: 0.5,
    maxMs: 30_000,
    leavingSeen: 0.5,
  },
  confirmation: { ends: ends(0.005, 0, 0), medianMs: 320, sigma: 0.5, maxMs: 10_000, leavingSeen: 0 },
  completion: { ends: ends(0.003, 0, 0), medianMs: 500, sigma: 0.5, maxMs: 10_000, leavingSeen: 0 },
};

/** Usual ends of a stage for people who pay this way. */
export function usualEnds(stage: StageId, method: MethodId): Ends {
  const { ends: of } = STAGE_MODELS[stage];
  return 'left' in of ? of : of[method];
}

/** Median duration of a stage for people who pay this way, in milliseconds. */
export function medianMs(stage: StageId, method: MethodId): number {
  const { medianMs: of } = STAGE_MODELS[stage];
  return typeof of === 'number' ? of : of[method];
}
