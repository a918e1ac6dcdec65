import type { Incident } from '@tillwatch/domain';
import { act, type PersonAction } from '@tillwatch/incidents';
import { USUAL } from './incident-shop.spec-data.js';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';

const kgFails: Fault = { stages: ['authorisation'], segment: { provider: 'kg' }, rate: 0.4 };
const tossFails: Fault = { stages: ['completion'], segment: { provider: 'toss' }, rate: 0.5 };

describe('one trouble', () => {
  it('is one incident with its cause, start and exact counts, and is over soon after it is over', async () => {
    const scene = await new IncidentScene(6).open();
    expect(scene.story).toEqual([]);
    const began = scene.now;
    scene.pass(10 * MINUTE, [kgFails]);
    const { only } = scene;
    expect(only).toMatchObject({ kind: 'failure_rate', class: null, stages: ['authorisation'], status: 'triggered' });
    expect(only.cause.map(({ segment }) => segment)).toEqual([{ provider: 'kg' }]);
    expect(Math.abs(only.startedAt - began)).toBeLessThanOrEqual(10_000);
    expect({ total: only.total, failed: only.failed }).toEqual(scene.sentOf(only));
    expect(only.openedAt - began).toBeLessThan(60_000);
    scene.pass(5 * MINUTE);
    expect(scene.standing).toEqual([]);
    expect(scene.story.at(-1)).toBe('resolved: back_to_usual');
    expect(scene.ids).toHaveLength(1);
    scene.pass(15 * MINUTE);
    expect(scene.ids).toHaveLength(1);
  });

  it('is compared with what lies beside it over one and the same time and at the same stages, as long as it lasts', async () => {
    const scene = await new IncidentScene(6).open();
    for (const stages of [['authorisation'], ['window', 'authorisation', 'completion']]) {
      scene.pass(8 * MINUTE, [{ ...kgFails, stages }]);
      const { only } = scene;
      const until = only.detailed?.until ?? 0;
      expect(scene.now - until).toBeLessThan(10_000);
      expect(only.detailed).toMatchObject({ from: only.startedAt - (only.startedAt % 10_000), ...scene.sentOf(only, until) });
      expect(only.contrasts.map(({ dimension }) => dimension)).toContain('provider');
      for (const contrast of only.contrasts) {
        const { total, failed, expected } = contrast;
        expect({ total, failed }).toEqual(scene.sentBeside(only, contrast, until));
        expect(expected / total).toBeCloseTo(USUAL, 1);
      }
      scene.pass(25 * MINUTE);
      expect(scene.standing).toEqual([]);
    }
  });

  it('that shows at three stages is one incident with the three', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(10 * MINUTE, [{ stages: ['window', 'authorisation', 'completion'], segment: { provider: 'kg' }, rate: 0.3 }]);
    expect(scene.only).toMatchObject({ stage: 'window', stages: ['window', 'authorisation', 'completion'] });
    expect(scene.only.cause[0]?.segment).toEqual({ provider: 'kg' });
    expect({ total: scene.only.total, failed: scene.only.failed }).toEqual(scene.sentOf(scene.only));
    expect(scene.ids).toHaveLength(1);
  });

  it('that shows at another stage a little later is still one', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(80, [kgFails]);
    scene.pass(5 * MINUTE, [kgFails, { ...kgFails, stages: ['completion'] }]);
    expect(scene.only).toMatchObject({ stages: ['authorisation', 'completion'], cause: [{ segment: { provider: 'kg' } }] });
    expect({ total: scene.only.total, failed: scene.only.failed }).toEqual(scene.sentOf(scene.only));
    expect(scene.ids).toHaveLength(1);
  });

  it('keeps those it lies in and those that lie in it silent, while something else is still heard', async () => {
    const scene = await new IncidentScene(12).open();
    scene.pass(12 * MINUTE, [kgFails]);
    expect(scene.ids).toHaveLength(1);
    const { judge } = scene.incidents;
    expect(judge.noteworthy().filter(({ verdict }) => verdict.state === 'firing')).toEqual([]);
    scene.pass(5 * MINUTE, [kgFails, { stages: ['window'], segment: { browser: 'ie' }, rate: 0.4 }]);
    expect(scene.standing.map(({ stages, cause }) => [stages, cause[0]?.segment]).sort()).toEqual([
      [['authorisation'], { provider: 'kg' }],
      [['window'], { browser: 'ie' }],
    ]);
  });

  it('of which only declines tell is called one of declines', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(10 * MINUTE, [{ ...kgFails, failureClass: 'declined' }]);
    expect(scene.only).toMatchObject({ kind: 'failure_rate', class: 'declined' });
    expect(scene.only.cause[0]?.segment).toEqual({ provider: 'kg' });
    expect(scene.ids).toHaveLength(1);
  });

  it('that is a blip of forty seconds where few come is none', async () => {
    const scene = await new IncidentScene(0.5).open();
    scene.pass(40, [kgFails]);
    scene.pass(15 * MINUTE);
    expect(scene.story).toEqual([]);
  });

  it('that comes and goes is one incident opened again, and its end must hold longer each time', async () => {
    const scene = await new IncidentScene(6).open();
    const took: number[] = [];
    for (let time = 0; time < 3; time++) {
      scene.pass(3 * MINUTE, [kgFails]);
      const ended = scene.now;
      scene.pass(3 * MINUTE);
      const over = scene.changes.findLast(({ type }) => type === 'resolved');
      took.push((over?.at ?? 0) > ended ? (over?.at ?? 0) - ended : Infinity);
    }
    expect(scene.ids).toHaveLength(1);
    expect(scene.story.filter((line) => !line.startsWith('updated'))).toEqual([
      'opened: evidence_conclusive',
      'resolved: back_to_usual',
      'reopened: came_back',
      'resolved: back_to_usual',
      'reopened: came_back',
    ]);
    expect(took[1]).toBeGreaterThan((took[0] ?? 0) + 30_000);
    expect(took[2]).toBe(Infinity);
    scene.pass(5 * MINUTE);
    expect(scene.story.at(-1)).toBe('resolved: back_to_usual');
  });

  it('that lasts for more than a day is what people live with, and is not told again', async () => {
    const scene = await new IncidentScene(0.5).open();
    const lasting: Fault = { ...kgFails, rate: 0.6 };
    scene.pass(20 * MINUTE, [lasting]);
    expect(scene.ids).toHaveLength(1);
    scene.pass(25 * 60 * MINUTE, [lasting], 30);
    expect(scene.story.at(-1)).toBe('resolved: became_usual');
    const told = scene.changes.length;
    scene.pass(3 * 60 * MINUTE, [lasting], 30);
    expect(scene.story.slice(told)).toEqual([]);
  }, 60_000);
});

it('a rise elsewhere, while another is open, is explained by its own rows alone', async () => {
  const scene = await new IncidentScene(12).open();
  const everywhere: Fault = { stages: ['window'], segment: {}, rate: 0.2 };
  scene.pass(4 * MINUTE, [everywhere]);
  scene.pass(6 * MINUTE, [everywhere, { stages: ['completion'], segment: {}, rate: 0.15 }]);
  expect(scene.standing.map(({ cause, stages }) => [cause[0]?.segment, stages])).toEqual([
    [{}, ['window']],
    [{}, ['completion']],
  ]);
});

it('two troubles at once are two incidents, each with its own cause', async () => {
  const scene = await new IncidentScene(12).open();
  const began = scene.now;
  scene.pass(4 * MINUTE, [kgFails]);
  scene.pass(6 * MINUTE, [kgFails, tossFails]);
  const byProvider = new Map(scene.standing.map((incident) => [incident.cause[0]?.segment['provider'], incident]));
  expect(scene.ids).toHaveLength(2);
  expect(byProvider.get('kg')).toMatchObject({ stages: ['authorisation'] });
  expect(byProvider.get('toss')).toMatchObject({ stages: ['completion'] });
  expect(Math.abs((byProvider.get('toss')?.startedAt ?? 0) - began - 240_000)).toBeLessThanOrEqual(10_000);
  for (const incident of byProvider.values()) expect({ total: incident.total, failed: incident.failed }).toEqual(scene.sentOf(incident));
});

/** Somebody does something about the only open incident. @returns it as it is then */
function personDoes(scene: IncidentScene, action: PersonAction, minutes = 60): Incident {
  const change = act(scene.only, action, { by: 'Kim', minutes }, scene.now);
  if (change === undefined) throw new Error(`nothing to ${action}`);
  scene.incidents.accept(change.incident, scene.now);
  return change.incident;
}

describe('a person', () => {
  it('who takes an incident is not forgotten by what the evidence says later', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(2 * MINUTE, [{ ...kgFails, rate: 0.2 }]);
    const { id } = personDoes(scene, 'acknowledge');
    scene.pass(10 * MINUTE, [{ ...kgFails, rate: 0.9 }]);
    expect(scene.only).toMatchObject({ id, status: 'acknowledged', handling: { acknowledgedBy: 'Kim' } });
    scene.pass(5 * MINUTE);
    expect(scene.changes.at(-1)).toMatchObject({ type: 'resolved', incident: { handling: { acknowledgedBy: 'Kim' } } });
  });

  it('who took what is still critical half an hour later is asked again, once', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(4 * MINUTE, [kgFails]);
    expect(personDoes(scene, 'acknowledge').severity).toBe('critical');
    const [told, taken] = [scene.changes.length, scene.now];
    scene.pass(29 * MINUTE, [kgFails], 5);
    expect(scene.only.status).toBe('acknowledged');
    scene.pass(10 * MINUTE, [kgFails], 5);
    const asked = scene.changes.slice(told).filter(({ type }) => type === 'unacknowledged');
    expect(asked).toMatchObject([{ reason: 'acknowledgement_expired', incident: { status: 'triggered', handling: {} } }]);
    expect((asked[0]?.at ?? 0) - taken).toBe(30 * MINUTE * 1_000);
    expect(scene.only).toMatchObject({ status: 'triggered', severity: 'critical', handling: {} });
  });

  it('who put it off is told at once when it gets worse, and not while it does not', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(6 * MINUTE, [kgFails]);
    const { handling } = personDoes(scene, 'snooze');
    const told = scene.changes.length;
    scene.pass(10 * MINUTE, [kgFails]);
    expect(scene.only.handling.snoozedUntil).toBe(handling.snoozedUntil);
    scene.pass(3 * MINUTE, [{ ...kgFails, rate: 0.9 }]);
    expect(scene.story.slice(told)).toContain('updated: snooze_broken');
    expect(scene.only.handling).toEqual({});
  });

  it('who ends an incident has ended it', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(4 * MINUTE, [kgFails]);
    scene.pass(30);
    personDoes(scene, 'resolve');
    const told = scene.changes.length;
    scene.pass(20 * MINUTE);
    expect(scene.story.slice(told)).toEqual([]);
    expect(scene.incidents.incidents(scene.now, 0)).toMatchObject([{ status: 'resolved', reason: 'resolved_by_person' }]);
  });

  it('who ends an incident that goes on is told of it again, by its id and from there', async () => {
    const scene = await new IncidentScene(6).open();
    scene.pass(4 * MINUTE, [kgFails]);
    const ended = scene.now;
    const { id } = personDoes(scene, 'resolve');
    scene.pass(3 * MINUTE, [kgFails]);
    expect(scene.only).toMatchObject({ id, status: 'triggered', handling: {} });
    expect(scene.only.startedAt).toBeGreaterThanOrEqual(ended);
    expect({ total: scene.only.total, failed: scene.only.failed }).toEqual(scene.sentOf(scene.only));
  });
});
