// Plants a fault into the card attempts of psp/psp-2019-01.csv (see examples/maps/psp.yaml) and writes them as events:
//   node examples/faults/psp-faults.mjs FILE.csv rise|silence|late|none [from] [hours] [provider] [card] > events.ndjson
//   npx tillwatch backtest events.ndjson
// rise:    of the provider's attempts with this card, failures go up to 97 % (successes fail, by a fixed rule of their ids)
// silence: no attempt at all arrives
// late:    they go up as in a rise, and all of them arrive 90 s after they happened
import { readFileSync } from 'node:fs';

const [file, fault, from = '2019-01-22T12:00:00+01:00', hours = '2', provider = 'Simplecard', card = 'Visa'] = process.argv.slice(2);
const [begin, end] = [Date.parse(from), Date.parse(from) + Number(hours) * 3_600_000];
const RISEN = 0.97;

const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
const events = rows.map((line) => {
  const [id, time, country, , success, psp, secured, method] = line.split(',');
  return { id, at: Date.parse(`${time.replace(' ', 'T')}+01:00`), country, ok: success === '1', psp, secured, method };
});

const isHit = ({ at, psp, method }) => at >= begin && at < end && psp === provider && method === card;
const usual = events.filter(({ psp, method }) => psp === provider && method === card);
const usualRate = usual.filter(({ ok }) => !ok).length / usual.length;
/** Share of successes that must fail, so that the failure rate becomes RISEN. */
const spoilt = 1 - (1 - RISEN) / (1 - usualRate);
/** A number in 0..1 that depends on the id alone. */
const chanceOf = (id) => (Math.imul(Number(id) + 1, 0x9e3779b1) >>> 0) / 2 ** 32;

const isSilent = ({ at }) => fault === 'silence' && at >= begin && at < end;
const sent = events
  .filter((attempt) => !isSilent(attempt))
  .map((attempt) => {
    const hit = isHit(attempt);
    const failed = !attempt.ok || (hit && fault !== 'none' && chanceOf(attempt.id) < spoilt);
    return { ...attempt, failed, arrives: attempt.at + (fault === 'late' && hit && failed ? 90_000 : 0) };
  });

for (const { id, at, arrives, country, failed, psp, secured, method } of sent.sort((a, b) => a.arrives - b.arrives)) {
  const event = {
    id: `psp:${id}`,
    ...{ journey: 'checkout', stage: 'authorisation', attempt: `psp:${id}`, outcome: failed ? 'failed' : 'ok', final: true },
    occurredAt: new Date(at).toISOString(),
    ...(arrives === at ? {} : { receivedAt: new Date(arrives).toISOString() }),
    dimensions: { provider: psp, method, region: country, three_d_secure: secured },
  };
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
