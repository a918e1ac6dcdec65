import { gzipSync } from 'node:zlib';
import type { EventsAnswer, Problem, RejectionsAnswer } from '@tillwatch/contract';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await openServer();
  key = await server.key();
});
afterAll(() => server.close());

interface Sending {
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

async function send(body: unknown, { key: with_ = key, headers = {} }: Sending = {}) {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const answer = await server.app.inject({
    method: 'POST',
    url: '/v1/events',
    headers: { authorization: `Bearer ${with_}`, 'content-type': 'application/json', ...headers },
    payload,
  });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, json: answer.json<EventsAnswer & Problem>() };
}

describe('POST /v1/events', () => {
  it('accepts, counts a repeat once and names what it rejects', async () => {
    const event = eventAt(server.clock.ms);
    const wrong = eventAt(server.clock.ms, { id: 'wrong-1', outcome: 'fail' });
    expect(await send([event, wrong])).toMatchObject({
      status: 202,
      json: { accepted: 1, duplicates: 0, rejected: [{ index: 1, id: 'wrong-1', path: 'outcome', code: 'invalid_value' }] },
    });
    expect((await send(event)).json).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
    expect((await send([eventAt(server.clock.ms, { id: 'twice' }), eventAt(server.clock.ms, { id: 'twice' })])).json).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
  });

  it('reads lines, CloudEvents and packed bodies', async () => {
    const lines = [eventAt(server.clock.ms), eventAt(server.clock.ms)].map((event) => JSON.stringify(event)).join('\n');
    expect((await send(`${lines}\n{broken`, { headers: { 'content-type': 'application/x-ndjson' } })).json).toMatchObject({
      accepted: 2,
      rejected: [{ index: 2, code: 'unreadable' }],
    });
    const { id, occurredAt, ...data } = eventAt(server.clock.ms);
    const cloudEvent = { specversion: '1.0', type: 't', source: '/s', id, time: occurredAt, data };
    expect((await send(cloudEvent, { headers: { 'content-type': 'application/cloudevents+json' } })).json).toMatchObject({ accepted: 1 });
    expect(
      (await send(gzipSync(JSON.stringify([eventAt(server.clock.ms)])), { headers: { 'content-encoding': 'gzip' } })).json,
    ).toMatchObject({ accepted: 1 });
  });

  it('tells of what it changed', async () => {
    const { json } = await send(eventAt(server.clock.ms, { dimensions: { colour: 'red' } }));
    expect(json).toMatchObject({ accepted: 1, notices: [{ code: 'unknown_dimension', path: 'dimensions.colour', events: 1 }] });
  });

  it('says it in the language that was asked for', async () => {
    const wrong = eventAt(server.clock.ms, { outcome: 'fail' });
    expect((await send(wrong, { headers: { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' } })).json.rejected[0]?.message).toContain(
      '필요한 값',
    );
    expect((await send(wrong)).json.rejected[0]?.message).toContain('expected one of');
  });

  it.each([
    ['an empty body', '', {}, 400, 'empty_body'],
    ['no JSON', '{', {}, 400, 'unreadable_body'],
    ['a wrong type', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
    ['a body over the limit', Buffer.alloc(6 * 1_048_576, 0x20), {}, 413, 'body_too_large'],
    ['too many events', `[${'1,'.repeat(5_000)}1]`, {}, 413, 'too_many_events'],
  ])('answers %s with a problem document', async (...[, body, headers, status, code]) => {
    const answer = await send(body, { headers });
    expect(answer).toMatchObject({ status, json: { status, code, type: `/docs#${code}` } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json.detail).not.toBe('');
  });

  it('needs a key that may send, and no cookie will do', async () => {
    expect(await send('[]', { key: 'tw_nonsense' })).toMatchObject({
      status: 401,
      json: { code: 'key_unknown' },
      headers: { 'www-authenticate': expect.stringContaining('Bearer') as string },
    });
    expect(await send('[]', { key: await server.key({ scopes: ['stats:read'] }) })).toMatchObject({
      status: 403,
      json: { code: 'scope_missing' },
    });
    const bare = await server.app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { cookie: `tillwatch_token=${key}` },
      payload: '[]',
    });
    expect([bare.statusCode, bare.json<Problem>().code]).toEqual([401, 'key_missing']);
  });

  it('takes history only with the scope for it', async () => {
    const old = eventAt(server.clock.ms - 90 * 86_400_000, { backfill: true });
    const none = await server.key({ backfill: false });
    expect((await send(old, { key: none })).json.rejected).toMatchObject([{ code: 'scope_missing' }]);
    expect((await send(old)).json).toMatchObject({ accepted: 1 });
  });

  it('keeps one merchant’s key to that merchant', async () => {
    const bound = await server.key({ merchant: 'm_07' });
    expect((await send(eventAt(server.clock.ms), { key: bound })).json.rejected).toMatchObject([{ code: 'merchant_not_allowed' }]);
    expect((await send(eventAt(server.clock.ms, { dimensions: {} }), { key: bound })).json).toMatchObject({ accepted: 1 });
  });

  it('limits the rate of each key', async () => {
    const slow = await openServer({ eventsPerSecond: 10 });
    const post = (with_: string, count: number) =>
      slow.app.inject({
        method: 'POST',
        url: '/v1/events',
        headers: { authorization: `Bearer ${with_}`, 'content-type': 'application/json' },
        payload: JSON.stringify(Array.from({ length: count }, () => eventAt(slow.clock.ms))),
      });
    const one = await slow.key();
    expect((await post(one, 5_000)).statusCode).toBe(202);
    const refused = await post(one, 1);
    expect([refused.statusCode, refused.json<Problem>().code, refused.headers['retry-after']]).toEqual([429, 'rate_limited', '1']);
    expect((await post(await slow.key(), 1)).statusCode).toBe(202);
    slow.clock.ms += 1_000;
    expect((await post(one, 1)).statusCode).toBe(202);
    await slow.close();
  });

  it('limits it for requests under way together, too, and writes nothing of those it refuses', async () => {
    const slow = await openServer({ eventsPerSecond: 10 });
    const headers = { authorization: `Bearer ${await slow.key()}`, 'content-type': 'application/json' };
    const post = (payload: string) => slow.app.inject({ method: 'POST', url: '/v1/events', headers, payload });
    const bodies = Array.from({ length: 6 }, () => JSON.stringify(Array.from({ length: 3_000 }, () => eventAt(slow.clock.ms))));
    const answers = await Promise.all(bodies.map(post));
    const refused = answers.flatMap(({ statusCode }, i) => (statusCode === 429 ? [i] : []));
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(2);
    expect(refused).toHaveLength(4);
    for (const i of refused) expect(answers[i]?.headers['retry-after']).toBe('101');
    slow.clock.ms += 101_000;
    expect((await post(bodies[refused[0] ?? 0] ?? '')).json<EventsAnswer>()).toMatchObject({ accepted: 3_000, duplicates: 0 });
    await slow.close();
  });

  it('never keeps or echoes a card number, in answers, logs or Redis', async () => {
    const card = '4111 1111 1111 1111';
    const { text, json } = await send([
      eventAt(server.clock.ms, { id: `id ${card}` }),
      eventAt(server.clock.ms, { error: { message: card } }),
      eventAt(server.clock.ms, { [card]: 1 }),
      eventAt(server.clock.ms, { journey: card }),
    ]);
    expect(json.rejected.map(({ code }) => code)).toEqual(Array(4).fill('card_data'));
    const broken = await send(`{"id": "${card}", }`);
    expect(broken.status).toBe(400);
    const kept = await server.redis.xrange(`${server.store.prefix}rejected:default`, '-', '+');
    const everything = JSON.stringify([text, broken.text, kept, server.logged]).replace(/\D/g, '');
    expect(everything).not.toContain('4111111111111111');
  });
});

describe('GET /v1/rejections', () => {
  it('tells what was rejected without its values, to its tenant only, for a day', async () => {
    await send(eventAt(server.clock.ms, { id: 'missing-1', stage: 'nowhere' }));
    await send(eventAt(server.clock.ms, { id: 'missing-2' }), { key: await server.key({ tenant: 'other', merchant: 'm_09' }) });
    const ask = async (query: string, as?: string) =>
      (await server.app.inject({ url: `/v1/rejections${query}`, headers: as === undefined ? {} : { authorization: `Bearer ${as}` } })).json<
        RejectionsAnswer & Problem
      >();
    const [latest] = (await ask('?limit=1')).rejections;
    expect(latest).toEqual({
      at: expect.any(String) as string,
      id: 'missing-1',
      path: 'stage',
      code: 'unknown_stage',
      journey: 'checkout',
    });
    expect((await ask('?id=missing-1')).rejections).toHaveLength(1);
    expect((await ask('?id=missing-2')).rejections).toHaveLength(0);
    const other = await server.key({ tenant: 'other', scopes: ['stats:read'] });
    expect((await ask('', other)).rejections.map(({ id }) => id)).toEqual(['missing-2']);
    const elsewhere = await server.key({ tenant: 'other', merchant: 'm_01', scopes: ['stats:read'] });
    expect((await ask('', elsewhere)).rejections).toEqual([]);
    expect(await ask('?limit=0')).toMatchObject({ code: 'invalid_query' });
    server.clock.ms += 25 * 3_600_000;
    expect((await ask('?id=missing-1')).rejections).toEqual([]);
    server.clock.ms -= 25 * 3_600_000;
  });
});
