import { wilson, type Incident } from '@tillwatch/domain';
import { act } from './act.js';
import { open, resolve } from './lifecycle.js';
import { precisionByRule } from './precision.js';
import { FOUND_AT, specFinding } from './spec-incident.spec-data.js';

type Does = 'takes' | 'ends' | 'wrong' | 'nothing';

/** An incident that went by itself, after what somebody did about it. */
function incident(does: Does, of: Partial<typeof specFinding> = {}, journey = 'checkout'): Incident {
  const { incident: opened } = open({ ...specFinding, ...of }, { tenant: 'default', journey }, FOUND_AT);
  const action = { takes: 'acknowledge', ends: 'resolve', wrong: 'wrong-alarm', nothing: undefined } as const;
  const wanted = action[does];
  const after = wanted === undefined ? opened : (act(opened, wanted, { by: 'Kim' }, FOUND_AT + 1)?.incident ?? opened);
  return after.status === 'resolved' ? after : resolve(after, {}, 'back_to_usual', FOUND_AT + 60_000).incident;
}

const many = (n: number, does: Does, of: Partial<typeof specFinding> = {}): Incident[] =>
  Array.from({ length: n }, () => incident(does, of));

it('counts what people took or ended as real, what they called wrong as wrong, and the rest as neither', () => {
  const [rule, ...others] = precisionByRule([...many(6, 'takes'), ...many(2, 'ends'), ...many(2, 'wrong'), ...many(5, 'nothing')]);
  const [low, high] = wilson(8, 10);
  expect(others).toEqual([]);
  expect(rule).toEqual({
    ...{ journey: 'checkout', kind: 'failure_rate', class: specFinding.class, byLimit: false },
    ...{ opened: 15, real: 8, wrong: 2, untouched: 5, precision: { share: 0.8, low, high }, noisy: false },
  });
});

it('takes somebody who took it first and then called it wrong at their last word', () => {
  const taken = act(
    open(specFinding, { tenant: 'default', journey: 'checkout' }, FOUND_AT).incident,
    'acknowledge',
    { by: 'Kim' },
    FOUND_AT,
  );
  const wrong = taken === undefined ? undefined : act(taken.incident, 'wrong-alarm', { by: 'Kim' }, FOUND_AT + 1);
  if (wrong === undefined) throw new Error('nothing was done');
  expect(precisionByRule([wrong.incident])).toMatchObject([{ real: 0, wrong: 1, untouched: 0 }]);
});

it('says nothing of what nobody judged', () => {
  expect(precisionByRule(many(40, 'nothing'))).toMatchObject([{ opened: 40, untouched: 40, precision: null, noisy: false }]);
  expect(precisionByRule([])).toEqual([]);
});

it('tells journeys, kinds, classes and limits apart, and has what is clearly noisy first', () => {
  const limit = { baseline: { ...specFinding.baseline, source: 'limit' } } as const;
  const noisy = [...many(1, 'takes', { kind: 'latency' }), ...many(9, 'wrong', { kind: 'latency' })];
  const found = precisionByRule([
    ...many(12, 'wrong'),
    ...many(12, 'takes'),
    ...noisy,
    ...many(1, 'takes', limit),
    ...many(1, 'takes', { class: 'declined' }),
    incident('takes', {}, 'booking'),
  ]);
  expect(found.map(({ journey, kind, class: failing, byLimit, noisy: is }) => [journey, kind, failing, byLimit, is])).toEqual([
    ['checkout', 'latency', specFinding.class, false, true],
    ['checkout', 'failure_rate', specFinding.class, false, false],
    ['checkout', 'failure_rate', specFinding.class, true, false],
    ['checkout', 'failure_rate', 'declined', false, false],
    ['booking', 'failure_rate', specFinding.class, false, false],
  ]);
});

it('calls nothing noisy by a handful', () => {
  expect([3, 5].map((n) => precisionByRule(many(n, 'wrong'))[0]?.noisy)).toEqual([false, true]);
});
