import type { Random } from '../../../libs/explanation/quality/random.js';

/** A step that the shop reports. */
export const STEPS = ['authentication', 'authorisation', 'confirmation'] as const;
export type Step = (typeof STEPS)[number];

/** A value with its share of the traffic and the factor on the odds of failing at each step. */
interface Value {
  readonly id: string;
  readonly share: number;
  readonly odds: Readonly<Record<Step, number>>;
}

/** Values of everything that is known of a customer. */
export interface Customer {
  readonly merchant: string;
  readonly provider: string;
  readonly method: string;
  /** Only of cards. */
  readonly issuer?: string;
  readonly browser: string;
  readonly browser_version: string;
  readonly os: string;
}

/** A customer with the usual rates of failing. */
export interface Visitor {
  readonly dimensions: Customer;
  readonly usual: Readonly<Record<Step, number>>;
}

/** Usual odds of failing where no value says otherwise, and the share of customers who leave at the authentication. */
const BASE: Readonly<Record<Step, number>> = { authentication: 0.035, authorisation: 0.055, confirmation: 0.006 };
export const LEAVE = 0.02;
/** Share of the usual failures that the issuer declined. */
export const DECLINED: Readonly<Record<Step, number>> = { authentication: 0.15, authorisation: 0.75, confirmation: 0 };

const of = (id: string, share: number, authentication = 1, authorisation = 1): Value => ({
  id,
  share,
  odds: { authentication, authorisation, confirmation: 1 },
});

const PROVIDERS = [
  of('kg-inicis', 0.32, 1.1, 0.9),
  of('toss-payments', 0.25, 0.8, 0.9),
  of('nhn-kcp', 0.2, 1, 1.1),
  of('nice', 0.12, 1.2, 1),
  of('kicc', 0.07, 1.3, 1.3),
  of('danal', 0.04, 0.9, 1.5),
];
const METHODS = [of('card', 0.68), of('easy-pay', 0.2, 0.6, 0.6), of('transfer', 0.08, 1.5, 1.2), of('mobile', 0.04, 1.4, 1.6)];
const ISSUERS = [
  of('shinhan', 0.24),
  of('kb', 0.2, 1, 0.9),
  of('samsung', 0.17, 0.9, 0.9),
  of('hyundai', 0.15, 1, 1.1),
  of('lotte', 0.1, 1.1, 1.2),
  of('bc', 0.08, 1.3, 1.1),
  of('nh', 0.06, 1.2, 1.4),
];
/** Browsers by version, with their system: IE 8 to 11 are 6 % together, and fail at authentication more often than others. */
const BROWSERS = [
  ...[126, 127, 128, 129].map((version) => of(`chrome/${version}/windows`, 0.08)),
  ...[127, 128].map((version) => of(`chrome/${version}/android`, 0.09)),
  ...[16, 17].map((version) => of(`safari/${version}/ios`, 0.11, 0.9)),
  of('samsung-internet/25/android', 0.1, 0.9),
  of('edge/128/windows', 0.06),
  of('whale/3/windows', 0.04),
  ...([8, 9, 10, 11] as const).map((version) => of(`ie/${version}/windows`, { 8: 0.008, 9: 0.01, 10: 0.017, 11: 0.025 }[version], 2.5)),
];
/** Merchants by size, some of them a little better or worse than others. */
const MERCHANTS = Array.from({ length: 40 }, (_, i) => {
  const factor = 0.8 + ((i * 7) % 11) / 25;
  return of(`m_${String(i + 1).padStart(2, '0')}`, 1 / (i + 4), factor, 1 / factor);
});
/** A merchant that nobody has seen before. */
export const NEWCOMER = of('m_new', 0.05);

/** Draws by share. */
class Choice {
  private readonly upTo: number[] = [];

  constructor(private readonly values: readonly Value[]) {
    let sum = 0;
    for (const { share } of values) this.upTo.push((sum += share));
  }

  draw(random: Random): Value {
    const u = random.next() * (this.upTo.at(-1) ?? 1);
    const at = this.upTo.findIndex((limit) => u < limit);
    return this.values[at] ?? (PROVIDERS[0] as Value);
  }
}

const [providers, methods, issuers, browsers, merchants] = [PROVIDERS, METHODS, ISSUERS, BROWSERS, MERCHANTS].map(
  (each) => new Choice(each),
) as [Choice, Choice, Choice, Choice, Choice];

/** How a customer pays, with the share of all who pay so. */
export interface Means {
  readonly values: readonly Value[];
  readonly share: number;
}

/** Every way to pay: provider × method, and of cards × issuer. */
export const MEANS: readonly Means[] = PROVIDERS.flatMap((provider) =>
  METHODS.flatMap((method) => {
    const share = provider.share * method.share;
    if (method.id !== 'card') return [{ values: [provider, method], share }];
    return ISSUERS.map((issuer) => ({ values: [provider, method, issuer], share: share * issuer.share }));
  }),
);

/** Somebody who pays; `means` and `merchant` are drawn where they are not given. */
export function drawVisitor(random: Random, means = drawMeans(random), merchant = merchants.draw(random)): Visitor {
  const agent = browsers.draw(random);
  const [browser = '', version = '', os = ''] = agent.id.split('/');
  const [provider, method, issuer] = means;
  const odds = (step: Step): number => [merchant, agent, ...means].reduce((product, value) => product * value.odds[step], BASE[step]);
  const rate = (step: Step): number => odds(step) / (1 + odds(step));
  return {
    dimensions: {
      ...{ merchant: merchant.id, provider: provider?.id ?? '', method: method?.id ?? '', browser, browser_version: version, os },
      ...(issuer === undefined ? {} : { issuer: issuer.id }),
    },
    usual: { authentication: rate('authentication'), authorisation: rate('authorisation'), confirmation: rate('confirmation') },
  };
}

function drawMeans(random: Random): readonly Value[] {
  const method = methods.draw(random);
  return method.id === 'card' ? [providers.draw(random), method, issuers.draw(random)] : [providers.draw(random), method];
}
