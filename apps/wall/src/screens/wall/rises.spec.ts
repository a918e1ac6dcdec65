import type { Alert } from '@tillwatch/contract';
import { alertsOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../test/fixture/stories.js';
import { pastRisesOf, risesOf } from './rises.js';

const MINUTE = 60_000;
const [like] = alertsOf(STORIES.spike, STORY_TIME) as [Alert];
const alert = (id: string, changes: Partial<Alert> = {}): Alert => ({ ...like, id, incident: null, ...changes });

describe('rises of the moment', () => {
  it('are told by their worst segment, and among equals by the one the server names first', () => {
    const rises = risesOf([alert('watch', { state: 'watch' }), alert('provider'), alert('method'), alert('issuer', { state: 'warning' })]);
    expect(rises.map(({ lead, others }) => [lead.id, others])).toEqual([['provider', 3]]);
  });

  it('are apart at different stages and leave out what is recovering', () => {
    const rises = risesOf([alert('a'), alert('b', { stage: 'authentication', state: 'warning' }), alert('c', { state: 'recovering' })]);
    expect(rises.map(({ lead, others }) => [lead.id, others])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });
});

describe('incidents', () => {
  const incident = (id: string, changes: Partial<Alert> = {}): Alert =>
    alert(id, { incident: like.incident && { ...like.incident, id }, ...changes });

  it('are each told by themselves, with what only rises beside them', () => {
    const whole = incident('whole', { stage: '#attempt' });
    const rises = risesOf([incident('one'), incident('other'), alert('watch', { state: 'watch' }), whole]);
    expect(rises.map(({ lead, others }) => [lead.id, others])).toEqual([
      ['one', 1],
      ['other', 0],
      ['whole', 0],
    ]);
  });
});

describe('whole attempts', () => {
  const whole = (id: string, changes: Partial<Alert> = {}): Alert =>
    alert(id, { stage: '#attempt', segment: { provider: 'kg-inicis' }, ...changes });
  const told = (alerts: readonly Alert[]) => risesOf(alerts).map(({ lead, others }) => [lead.id, others]);

  it('rise with the stage at which the same segment rises, which says more', () => {
    const method = whole('method', { segment: { method: 'card' } });
    expect(told([whole('provider'), method, alert('stage')])).toEqual([['stage', 2]]);
  });

  it('lead where they are worse', () => {
    expect(told([whole('provider'), alert('stage', { state: 'warning' })])).toEqual([['provider', 1]]);
  });

  it('are apart from what rises elsewhere, or by another kind', () => {
    const other = alert('other', { segment: { provider: 'toss' }, stage: 'window', state: 'warning' });
    const stalled = alert('stalled', { kind: 'stalled', state: 'warning' });
    expect(told([whole('provider'), other, stalled])).toEqual([
      ['provider', 0],
      ['other', 0],
      ['stalled', 0],
    ]);
  });

  it('are over with the stage that they rose with', () => {
    const over = { recoveredAt: STORY_TIME + 5 * MINUTE } as const;
    const [past, ...others] = pastRisesOf([whole('provider', over), alert('stage', { recoveredAt: STORY_TIME })]);
    expect(others).toEqual([]);
    expect(past).toMatchObject({ lead: { id: 'stage' }, to: over.recoveredAt });
  });
});

describe('rises that are over', () => {
  const over = (id: string, from: number, to: number, changes: Partial<Alert> = {}): Alert =>
    alert(id, { since: STORY_TIME + from * MINUTE, recoveredAt: STORY_TIME + to * MINUTE, ...changes });

  it('are one where their times overlap, told by the clearest, from the first to the last', () => {
    const rises = pastRisesOf([
      over('browser', 1, 6, { total: 500, failed: 60 }),
      over('provider', 0, 4, { total: 200, failed: 120 }),
      over('method', 1, 5, { total: 300, failed: 70 }),
    ]);
    expect(rises.map(({ lead, from, to }) => [lead.id, from - STORY_TIME, to - STORY_TIME])).toEqual([['provider', 0, 6 * MINUTE]]);
  });

  it('are apart where they do not overlap or were at different stages, the last first', () => {
    const rises = pastRisesOf([over('first', 0, 4), over('second', 30, 34), over('other', 1, 5, { stage: 'window' })]);
    expect(rises.map(({ lead }) => lead.id)).toEqual(['second', 'other', 'first']);
  });
});
