import { Random } from '../../../libs/explanation/quality/random.js';
import { DECLINED, drawVisitor, LEAVE, MEANS, STEPS, type Visitor } from './shop.js';

const HOUR = 3_600_000;
/** Combinations of browser and merchant that each way to pay is spread over in an hour. */
const SPREAD = 1;

/** What the shop counted in the `days` before `end` (ms since the epoch), as counted history: by the hour and the way to pay. */
export function* pastOf(of: {
  readonly end: number;
  readonly days: number;
  readonly perSecond: number;
  readonly seed: number;
}): Generator<object> {
  const random = new Random(of.seed);
  for (let at = of.end - of.days * 24 * HOUR; at < of.end; at += HOUR) {
    for (const { values, share } of MEANS) {
      for (let i = 0; i < SPREAD; i += 1) {
        const people = random.poisson((of.perSecond * 3_600 * share) / SPREAD);
        yield* passed(drawVisitor(random, values), people, {
          at: at + Math.floor(random.next() * HOUR),
          id: `past:${at}:${values.map(({ id }) => id).join('.')}:${i}`,
          random,
        });
      }
    }
  }
}

function* passed({ dimensions, usual }: Visitor, people: number, of: { at: number; id: string; random: Random }): Generator<object> {
  const { at, id, random } = of;
  const left = random.binomial(people, LEAVE);
  let here = people;
  for (const stage of STEPS) {
    const abandoned = stage === 'authentication' ? left : 0;
    const failed = random.binomial(here - abandoned, usual[stage]);
    const declined = random.binomial(failed, DECLINED[stage]);
    const common = { journey: 'checkout', stage, occurredAt: new Date(at).toISOString(), backfill: true, dimensions };
    const tell = (outcome: string, count: number, said: { class?: string } = {}): object[] => {
      const key = `${id}:${stage}:${said.class ?? outcome}`;
      return count === 0
        ? []
        : [{ ...common, id: key, attempt: key, outcome, count, ...said, ...(stage === 'confirmation' ? { final: true } : {}) }];
    };
    yield* tell('abandoned', abandoned);
    yield* tell('failed', declined, { class: 'declined' });
    yield* tell('failed', failed - declined, { class: 'system' });
    yield* tell('ok', (here -= abandoned + failed));
  }
}
