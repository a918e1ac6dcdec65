import { MAINTENANCE_GRACE_MS, type Incident, type Maintenance } from '@tillwatch/domain';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';

jest.setTimeout(60_000);
const kgFails: Fault = { stages: ['authorisation'], segment: { provider: 'kg' }, rate: 0.4 };
const tossFails: Fault = { stages: ['completion'], segment: { provider: 'toss' }, rate: 0.5 };
const HOUR_MS = 3_600_000;
/** When a scene has opened: nothing has been wrong before. */
const OPENED = new IncidentScene().now + 16 * MINUTE * 1_000;

/** KG Inicis says that it works on something for six minutes. */
const endsAt = OPENED + 6 * MINUTE * 1_000;
const maintenance: readonly Maintenance[] = [
  { id: 'kg-works', label: { ko: '점검', en: 'Works' }, segment: { provider: 'kg' }, windows: [{ startsAt: OPENED, endsAt }] },
];

describe('known maintenance', () => {
  it('makes an incident that wakes nobody and says why, until it is over and the trouble is not', async () => {
    const scene = await new IncidentScene(6, { maintenance }).open();
    expect(scene.now).toBe(OPENED);
    const until = endsAt + MAINTENANCE_GRACE_MS;
    scene.pass((until - OPENED) / 1_000 - 5, [kgFails], 5);
    const { only } = scene;
    expect(only).toMatchObject({ cause: [{ segment: { provider: 'kg' } }], pages: false, maintenance: { id: 'kg-works', until } });
    expect(scene.changes.map(({ incident }) => [incident.pages, incident.maintenance?.id])).toEqual(
      scene.changes.map(() => [false, 'kg-works']),
    );
    scene.pass(15, [kgFails], 5);
    expect(scene.changes.at(-1)).toMatchObject({ type: 'updated', reason: 'maintenance_over', at: until });
    expect(scene.only).toMatchObject({ id: only.id, pages: true, maintenance: null });
  });

  it('says nothing of anybody else', async () => {
    const scene = await new IncidentScene(6, { maintenance }).open();
    scene.pass(5 * MINUTE, [kgFails, tossFails], 5);
    const told = scene.standing.map(({ cause, pages, maintenance: known }) => [cause[0]?.segment['provider'], pages, known?.id]);
    expect(told.sort()).toEqual([
      ['kg', false, 'kg-works'],
      ['toss', true, undefined],
    ]);
  });

  it('excuses nothing that began before it', async () => {
    const [known] = maintenance;
    const later = { startsAt: OPENED + 5 * MINUTE * 1_000, endsAt: OPENED + HOUR_MS };
    const scene = await new IncidentScene(6, { maintenance: known === undefined ? [] : [{ ...known, windows: [later] }] }).open();
    scene.pass(8 * MINUTE, [kgFails], 5);
    expect(scene.only).toMatchObject({ pages: true, maintenance: null });
  });
});

describe('how many merchants are hit', () => {
  /** The number of failures alone makes nothing critical here. */
  const policy = { critical: { excessPerMinute: Infinity, merchants: 10 } };
  const hit = async (merchants: number): Promise<Incident> => {
    const scene = await new IncidentScene(6, { policy, merchants }).open();
    scene.pass(5 * MINUTE, [kgFails], 5);
    return scene.only;
  };

  it.each([
    [9, 'warning'],
    [10, 'critical'],
  ])('of %d the incident is a %s', async (merchants, severity) => {
    const incident = await hit(merchants);
    expect(incident).toMatchObject({ severity, merchants: { count: merchants } });
    expect(incident.merchants.top.every(({ failed }) => failed >= 2)).toBe(true);
  });
});
