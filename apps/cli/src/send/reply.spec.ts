import { replyOf } from './reply.js';

const http = (status: number, body: unknown = '', more: { retryAfter?: string; location?: string } = {}) => ({
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  retryAfter: more.retryAfter ?? null,
  location: more.location ?? null,
});
const problem = (status: number) => ({ type: 'about:blank', title: 't', status, detail: 'why', code: 'c' });

describe('reading an answer', () => {
  it('takes an answer only when it accounts for every event', () => {
    const answer = { accepted: 2, duplicates: 1, rejected: [] };
    expect(replyOf(http(202, answer), 3, 0)).toEqual({ kind: 'answered', answer });
    expect(replyOf(http(202, answer), 4, 0).kind).toBe('stop');
    expect(replyOf(http(202, '<html>'), 3, 0).kind).toBe('stop');
  });

  it.each([
    [http(429, problem(429), { retryAfter: '7' }), 7_000],
    [http(503, problem(503), { retryAfter: 'Thu, 01 Jan 1970 00:00:09 GMT' }), 8_000],
    [http(503, { ...problem(503), retryAfter: 2 }), 2_000],
    [http(502, 'bad gateway'), undefined],
  ])('waits as it is told: %j', (answer, afterMs) => {
    expect(replyOf(answer, 1, 1_000)).toMatchObject({ kind: 'again', afterMs });
  });

  it.each([
    [http(400, problem(400)), 'refused', 'the server answered 400: why'],
    [http(401, problem(401)), 'stop', 'the server answered 401: why'],
    [http(404, 'nothing here'), 'stop', 'the server answered 404: nothing here'],
    [http(301, '', { location: 'https://x/' }), 'stop', 'the server answered 301 and points to https://x/; give that address to --to'],
  ])('says why: %j', (answer, kind, en) => {
    expect(replyOf(answer, 1, 0)).toMatchObject({ kind, why: { en } });
  });

  it('splits what is too large', () => expect(replyOf(http(413), 2, 0)).toEqual({ kind: 'split' }));
});
