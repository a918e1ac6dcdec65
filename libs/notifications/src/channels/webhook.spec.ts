import { INCIDENT_NOTICES, webhookBodySchema } from '@tillwatch/contract';
import { LANGUAGES } from '@tillwatch/wording';
import { NOTICE_KINDS } from '../notice.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import { deliveryOf, RIG_KINDS, type Rig } from './rig.spec-data.js';
import { situationsIn } from './situations.spec-data.js';

let rig: Rig;
beforeAll(async () => {
  const kind = RIG_KINDS.find(({ name }) => name === 'webhook');
  if (kind === undefined) throw new Error('no channel');
  rig = await kind.start();
});
afterAll(() => rig.stop());

const strict = (text: string) => {
  const sent: unknown = JSON.parse(text);
  const read = webhookBodySchema.parse(sent);
  // Nothing is sent that the schema does not tell of.
  expect(read).toEqual(sent);
  return read.type;
};

it('sends what its schema says, in every situation', async () => {
  const types: string[] = [];
  for (const [, delivery] of LANGUAGES.flatMap(situationsIn)) {
    await rig.channel.deliver(delivery, FOUND_AT);
    types.push(strict(rig.arrived().at(-1)?.raw ?? ''));
  }
  expect(types).toEqual(expect.arrayContaining(['incident.opened', 'incident.digest', 'statement.daily', 'incident.test']));
});

it('has a name for each kind of notice', async () => {
  const alone = NOTICE_KINDS.filter((kind) => kind !== 'digest');
  expect([...INCIDENT_NOTICES].sort()).toEqual([...alone, 'test'].map((kind) => `incident.${kind}`).sort());
  for (const kind of alone) {
    await rig.channel.deliver(deliveryOf(kind), FOUND_AT);
    expect(strict(rig.arrived().at(-1)?.raw ?? '')).toBe(`incident.${kind}`);
  }
});
