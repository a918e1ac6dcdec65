import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { UnreadableItem } from './fault.js';
import { readBody } from './read-body.js';

const read = (text: string | Buffer, contentType: string | undefined = 'application/json', contentEncoding?: string) =>
  readBody({ contentType, contentEncoding, bytes: Buffer.from(text) });

const event = { id: '1', journey: 'checkout' };

describe('readBody', () => {
  it.each([
    ['one event', 'application/json', JSON.stringify(event), [event]],
    ['an array', 'application/json; charset=UTF-8', JSON.stringify([event, 5]), [event, 5]],
    ['an empty array', 'application/json', '[]', []],
    ['lines', 'application/x-ndjson', `${JSON.stringify(event)}\r\n\n  \n{"id":"2"}`, [event, { id: '2' }]],
    ['a text with a byte order mark', 'application/json', `\uFEFF${JSON.stringify(event)}`, [event]],
  ])('reads %s', async (_, type, text, items) => {
    expect(await read(text, type)).toEqual({ items });
  });

  it('reads gzip and br', async () => {
    const text = JSON.stringify([event]);
    expect(await read(gzipSync(text), 'application/json', 'gzip')).toEqual({ items: [event] });
    expect(await read(brotliCompressSync(text), 'application/json', 'br')).toEqual({ items: [event] });
  });

  it('keeps the good lines around a broken one', async () => {
    const reading = await read('{"id":"1"}\n{"id":4111111111111111\n{"id":"3"}', 'application/x-ndjson');
    const items = 'items' in reading ? reading.items : [];
    expect(items).toHaveLength(3);
    expect(items[1]).toBeInstanceOf(UnreadableItem);
    expect((items[1] as UnreadableItem).fault).toEqual({
      path: '',
      code: 'unreadable',
      message: { ko: 'JSON이 아닙니다. 2행 23열에 필요한 것: 쉼표 또는 }', en: 'not JSON; line 2, column 23: expected a comma or }' },
    });
  });

  it.each([
    ['no content type', { contentType: undefined, text: '{}' }, { status: 415, code: 'unsupported_media_type' }],
    ['a type that every object knows', { contentType: '__proto__', text: '{}' }, { status: 415, code: 'unsupported_media_type' }],
    [
      'what curl sends by default',
      { contentType: 'application/x-www-form-urlencoded', text: '{}' },
      { status: 415, code: 'unsupported_media_type' },
    ],
    ['another charset', { contentType: 'application/json; charset=euc-kr', text: '{}' }, { status: 415, code: 'unsupported_media_type' }],
    ['nothing', { contentType: 'application/json', text: ' \n' }, { status: 400, code: 'empty_body' }],
    ['no JSON', { contentType: 'application/json', text: '{"id": 4111111111111111,}' }, { status: 400, code: 'unreadable_body' }],
    ['a bare value', { contentType: 'application/json', text: '"hello"' }, { status: 400, code: 'unreadable_body' }],
    ['no line of JSON', { contentType: 'application/x-ndjson', text: 'a\nb' }, { status: 400, code: 'unreadable_body' }],
    ['an array as one CloudEvent', { contentType: 'application/cloudevents+json', text: '[]' }, { status: 400, code: 'unreadable_body' }],
    ['too many events', { contentType: 'application/json', text: `[${'1,'.repeat(5_000)}1]` }, { status: 413, code: 'too_many_events' }],
    ['too many lines', { contentType: 'application/x-ndjson', text: '{}\n'.repeat(5_001) }, { status: 413, code: 'too_many_events' }],
    [
      'too many broken lines',
      { contentType: 'application/x-ndjson', text: 'x\n'.repeat(500_000) },
      { status: 413, code: 'too_many_events' },
    ],
  ])('refuses %s and quotes nothing', async (_, { contentType, text }, expected) => {
    const fault = await readBody({ contentType, contentEncoding: undefined, bytes: Buffer.from(text) });
    expect(fault).toMatchObject(expected);
    expect(JSON.stringify(fault)).not.toContain('4111');
  });

  it('refuses another encoding, broken packing and text that is not UTF-8', async () => {
    expect(await read('{}', 'application/json', 'zstd')).toMatchObject({ status: 415, code: 'unsupported_encoding' });
    expect(await read('{}', 'application/json', 'gzip')).toMatchObject({ status: 400, code: 'bad_compression' });
    expect(await read(gzipSync('{}').subarray(0, 10), 'application/json', 'gzip')).toMatchObject({ status: 400, code: 'bad_compression' });
    expect(await read(Buffer.from([0x22, 0xb0, 0xa1, 0x22]))).toMatchObject({ status: 400, code: 'not_utf8' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('stops unpacking a %s bomb at the limit', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(30 * 1_048_576, 0x20));
    expect(bomb.length).toBeLessThan(1_048_576);
    expect(await read(bomb, 'application/json', encoding)).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('takes what unpacks to the limit exactly, and not a byte more', async () => {
    const limit = 5 * 1_048_576;
    expect(await read(gzipSync(`[]${' '.repeat(limit - 2)}`), 'application/json', 'gzip')).toEqual({ items: [] });
    expect(await read(gzipSync(`[]${' '.repeat(limit - 1)}`), 'application/json', 'gzip')).toMatchObject({ status: 413 });
  });

  it('never throws, whatever the bytes and headers', async () => {
    const type = fc.oneof(
      fc.constantFrom('application/json', 'application/x-ndjson', 'application/cloudevents+json', 'application/cloudevents-batch+json'),
      fc.string(),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
      fc.json().map((text) => gzipSync(text)),
    );
    await fc.assert(
      fc.asyncProperty(type, fc.constantFrom(undefined, 'gzip', 'br', 'x'), bytes, async (contentType, contentEncoding, body) => {
        const reading = await readBody({ contentType, contentEncoding, bytes: Buffer.from(body) });
        expect('items' in reading || reading.status >= 400).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('CloudEvents', () => {
  const envelope = { specversion: '1.0', id: 'ce-1', source: '/shop', type: 'payment', time: '2026-11-22T05:03:21Z' };
  const one = async (item: unknown): Promise<unknown> => {
    const reading = await read(JSON.stringify(item), 'application/cloudevents+json');
    return 'items' in reading ? reading.items[0] : reading;
  };

  it('takes id and time of the envelope where the event has none', async () => {
    expect(await one({ ...envelope, data: { stage: 'method' } })).toEqual({
      stage: 'method',
      id: 'ce-1',
      occurredAt: '2026-11-22T05:03:21Z',
    });
    const own = { id: 'own', occurredAt: '2026-11-22T01:00:00Z' };
    expect(await one({ ...envelope, data: own })).toEqual(own);
  });

  it('reads data in base64 and batches', async () => {
    const data_base64 = Buffer.from('{"stage":"method"}').toString('base64');
    const reading = await read(
      JSON.stringify([
        { ...envelope, data_base64 },
        { ...envelope, data: {} },
      ]),
      'application/cloudevents-batch+json',
    );
    expect('items' in reading && reading.items).toMatchObject([{ stage: 'method' }, { id: 'ce-1' }]);
    expect(await read('[]', 'application/cloudevents-batch+json')).toEqual({ items: [] });
  });

  it.each([
    ['no data', { ...envelope }, 'required', 'data'],
    ['another version', { ...envelope, specversion: '0.3', data: {} }, 'invalid_value', 'specversion'],
    ['no version', { data: {} }, 'required', 'specversion'],
    ['broken base64', { ...envelope, data_base64: '!!' }, 'unreadable', 'data_base64'],
    ['a card number in the envelope', { ...envelope, subject: '4111 1111 1111 1111', data: {} }, 'card_data', 'subject'],
    ['no object', 5, 'invalid_type', ''],
  ])('says what is wrong with %s', async (_, item, code, path) => {
    const reading = await read(JSON.stringify([item]), 'application/cloudevents-batch+json');
    const broken = 'items' in reading ? reading.items[0] : undefined;
    expect(broken).toBeInstanceOf(UnreadableItem);
    expect((broken as UnreadableItem).fault).toMatchObject({ code, path });
    expect(JSON.stringify(broken)).not.toContain('4111');
  });
});
