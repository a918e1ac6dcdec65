import { SimulatedInstallation } from '@tillwatch/replay';
import { TierClock } from '@tillwatch/windows';
import { Random } from '../../../libs/explanation/quality/random.js';
import { CATALOGUE } from '../scenarios/run.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
/** History that is sent at once, at most. */
const AT_ONCE = 5_000;
/** Customers a second. IE 10 and older at KG Inicis are 2.4 % of them: about one a second. */
const PER_SECOND = 40;
/** Failures at the authentication: of old browsers, and of all others. */
const [USUAL_IE, USUAL] = [0.09, 0.05];

const PROVIDERS: Readonly<Record<string, number>> = { 'kg-inicis': 0.4, 'toss-payments': 0.35, 'nhn-kcp': 0.25 };
const VERSIONS: Readonly<Record<string, number>> = {
  ...{ 'chrome/140': 0.35, 'chrome/141': 0.25, 'safari/18': 0.2, 'whale/4': 0.1 },
  ...{ 'ie/8': 0.01, 'ie/9': 0.02, 'ie/10': 0.03, 'ie/11': 0.04 },
};

/** Where a customer comes from. */
interface Kind {
  readonly browser: string;
  readonly version: string;
  readonly provider: string;
  readonly share: number;
}

const KINDS: readonly Kind[] = Object.entries(VERSIONS).flatMap(([version, share]) =>
  Object.entries(PROVIDERS).map(([provider, part]) => ({
    ...{ browser: version.slice(0, version.indexOf('/')), version, provider },
    share: share * part,
  })),
);

/** The slice that the story is of: IE 10 and older at KG Inicis. */
export const isOldIeAtInicis = ({ version, provider }: Kind): boolean =>
  provider === 'kg-inicis' && ['ie/8', 'ie/9', 'ie/10'].includes(version);

/** What is told of an authentication. */
export interface Authentication {
  readonly kind: Kind;
  /** ms since the epoch. */
  readonly at: number;
  readonly failed: boolean;
}

function rateOf(kind: Kind, isHit: boolean): number {
  if (isHit && isOldIeAtInicis(kind)) return 0.31;
  return kind.browser === 'ie' ? USUAL_IE : USUAL;
}

function eventOf({ kind, at, failed }: Authentication, id: string): Record<string, unknown> {
  const { browser, version, provider } = kind;
  return {
    ...{ id, attempt: id, journey: 'checkout', stage: 'authentication', occurredAt: new Date(at).toISOString() },
    ...(failed ? { outcome: 'failed', class: 'system' } : { outcome: 'ok', final: true }),
    dimensions: { provider, method: 'card', browser, browser_version: version },
  };
}

/** A counted event of the past. */
type PastEvent = Readonly<Record<string, unknown>> & { readonly count: number };

/** `days` of the shop before `end` (ms since the epoch), counted by the hour. @param isHit whether the slice fails at 31 % in all of them */
export function* pastOf(of: {
  readonly end: number;
  readonly days: number;
  readonly isHit: boolean;
  readonly seed: number;
}): Generator<PastEvent> {
  const random = new Random(of.seed);
  for (let at = of.end - of.days * 24 * HOUR; at < of.end; at += HOUR) {
    for (const kind of KINDS) {
      const people = random.poisson(PER_SECOND * 3_600 * kind.share);
      const failures = random.binomial(people, rateOf(kind, of.isHit));
      for (const [failed, count] of [
        [true, failures],
        [false, people - failures],
      ] as const) {
        if (count === 0) continue;
        const id = `past:${at}:${kind.version}:${kind.provider}:${failed}`;
        yield { ...eventOf({ kind, at, failed }, id), count, backfill: true };
      }
    }
  }
}

/** Live customers of `seconds` from `start` (ms since the epoch) on; the slice fails at 31 % from the second `hitFrom` on. */
export function* secondsOf(of: {
  readonly start: number;
  readonly seconds: number;
  readonly hitFrom: number;
  readonly seed: number;
}): Generator<Authentication[]> {
  const random = new Random(of.seed);
  for (let second = 0; second < of.seconds; second += 1) {
    const isHit = second >= of.hitFrom;
    yield Array.from({ length: random.poisson(PER_SECOND) }, () => {
      const kind = drawKind(random);
      return { kind, at: of.start + Math.floor((second + random.next()) * SECOND), failed: random.next() < rateOf(kind, isHit) };
    });
  }
}

function drawKind(random: Random): Kind {
  let u = random.next();
  return KINDS.find(({ share }) => (u -= share) < 0) ?? (KINDS[0] as Kind);
}

/** A whole installation as it ships that knows this past at `start`. */
export async function installationWith(past: Iterable<PastEvent>, start: number): Promise<SimulatedInstallation> {
  const installation = new SimulatedInstallation({ catalogue: CATALOGUE, tierClock: new TierClock('Asia/Seoul') });
  const all = [...past];
  for (let at = 0; at < all.length; at += AT_ONCE) sendAll(installation, all.slice(at, at + AT_ONCE), start);
  await installation.learn(start);
  return installation;
}

/** Sends a second of customers at its end. */
export function sendSecond(installation: SimulatedInstallation, customers: readonly Authentication[], now: number): void {
  sendAll(
    installation,
    customers.map((each, i) => eventOf(each, `live:${now}:${i}`)),
    now,
  );
}

function sendAll(installation: SimulatedInstallation, events: readonly object[], now: number): void {
  const { rejections } = installation.send(events, now);
  if (rejections.length > 0) throw new Error(`the shop sent what the door refuses: ${JSON.stringify(rejections[0])}`);
}
