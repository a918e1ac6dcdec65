// Plants a fault into the card attempts of psp/psp-2019-01.csv (see examples/maps/psp.yaml).
import { readFileSync } from 'node:fs';

const HOUR_MS = 3_600_000;
const RISEN = 0.97;
/** One false alarm in so many seconds of one segment: 30,000 days. */
const ALARM_FREE_S = 30_000 * 86_400;
/** Missing outcomes without which no silence is certain at that rate of false alarms (Poisson). */
const MISSING = 19.4;

/** The pair with the most attempts, in the day in which the least time is needed to find it. */
export const USUAL_FAULT = { from: '2019-01-07T00:00:00+01:00', hours: 24, provider: 'UK_Card', card: 'Master' };

function attemptsIn(file) {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return rows.map((line) => {
    const [id, time, country, , success, psp, secured, method] = line.split(',');
    return { id, at: Date.parse(`${time.replace(' ', 'T')}+01:00`), country, ok: success === '1', psp, secured, method };
  });
}

const rateOf = (attempts) => attempts.filter(({ ok }) => !ok).length / attempts.length;
/** A number in 0..1 that depends on the id alone. */
const chanceOf = (id) => (Math.imul(Number(id) + 1, 0x9e3779b1) >>> 0) / 2 ** 32;

/** Successes that must fail, so that 97 % of these attempts do: any, by a fixed rule of their ids. */
function spoiltOf(hits) {
  const successes = hits.filter(({ ok }) => ok).sort((a, b) => chanceOf(a.id) - chanceOf(b.id));
  return new Set(successes.slice(Math.round((1 - RISEN) * hits.length)).map(({ id }) => id));
}

/** Least delay (ms) at known rates: ln(attempts between two false alarms) / Kullback-Leibler divergence (Lorden 1971). */
function boundOf(usual, anHour) {
  const nats = RISEN * Math.log(RISEN / usual) + (1 - RISEN) * Math.log((1 - RISEN) / (1 - usual));
  return (Math.log((ALARM_FREE_S * anHour) / 3_600) / nats / anHour) * HOUR_MS;
}

function eventOf({ id, at, arrives, country, failed, psp, secured, method }) {
  return {
    id: `psp:${id}`,
    ...{ journey: 'checkout', stage: 'authorisation', attempt: `psp:${id}`, outcome: failed ? 'failed' : 'ok', final: true },
    occurredAt: new Date(at).toISOString(),
    ...(arrives === at ? {} : { receivedAt: new Date(arrives).toISOString() }),
    dimensions: { provider: psp, method, region: country, three_d_secure: secured },
  };
}

/**
 * @param fault rise: of the provider's attempts with this card failures go up to 97 % (successes fail, by a fixed rule of their ids);
 * late: the same, and they arrive 90 s after they happened; silence: no attempt at all arrives; none
 * @returns the events in the order of their arrival, and facts: attempts hit and how many an hour, the failure rate of the pair before,
 * that of these attempts as they are and as they are planted, and the bound (ms) of anybody's delay
 */
export function plant(file, fault, { from, hours, provider, card }) {
  const [begin, end] = [Date.parse(from), Date.parse(from) + hours * HOUR_MS];
  const all = attemptsIn(file);
  const isPair = ({ psp, method }) => psp === provider && method === card;
  const isHit = (attempt) => attempt.at >= begin && attempt.at < end && (fault === 'silence' || isPair(attempt));
  const hits = all.filter(isHit);
  const asTheyAre = rateOf(hits);
  const spoilt = fault === 'rise' || fault === 'late' ? spoiltOf(hits) : new Set();
  const sent = all
    .filter((attempt) => fault !== 'silence' || !isHit(attempt))
    .map((attempt) => {
      const failed = !attempt.ok || spoilt.has(attempt.id);
      return { ...attempt, failed, arrives: attempt.at + (fault === 'late' && failed && isHit(attempt) ? 90_000 : 0) };
    })
    .sort((a, b) => a.arrives - b.arrives);
  const planted = sent.filter(isHit);
  const anHour = hits.length / hours;
  const usual = rateOf(all.filter((attempt) => attempt.at < begin && isPair(attempt)));
  const bound = fault === 'silence' ? (MISSING / anHour) * HOUR_MS : boundOf(usual, anHour);
  const rates = { usual, asTheyAre, planted: planted.filter(({ failed }) => failed).length / planted.length };
  return { events: sent.map(eventOf), facts: { attempts: hits.length, anHour, ...rates, bound } };
}
