import type { Batch } from './batch.js';
import type { Post } from './http-post.js';
import type { Reply } from './reply.js';
import { SendError, Sender } from './sender.js';

const batch = (...rows: number[]): Batch => rows.map((row) => ({ json: '{}', row, line: row }));
const rowsOf = (sent: Batch): number[] => sent.map(({ row }) => row);
const why = { ko: '바쁨', en: 'busy' };
const answered = (sent: Batch, duplicates = 0): Reply => ({
  kind: 'answered',
  answer: { accepted: sent.length - duplicates, duplicates, rejected: [] },
});

/** A sender on a clock that only waiting moves, so that waits can be read off it. */
function harness(post: (sent: Batch, now: number, tries: number) => Reply, patienceMs = 60_000) {
  let now = 0;
  const log: string[] = [];
  const tries = new Map<string, number>();
  const say = (line: string): void => void log.push(`${now} ${line}`);
  const sending: Post = (sent) => {
    const key = rowsOf(sent).join('+');
    tries.set(key, (tries.get(key) ?? 0) + 1);
    return Promise.resolve(post(sent, now, tries.get(key) ?? 0));
  };
  const sender = new Sender({
    post: sending,
    inFlight: 2,
    patienceMs,
    clock: { now: () => now },
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    on: {
      answered: (sent, answer, mayRepeat) =>
        say(`answered ${rowsOf(sent).join('+')} ${answer.accepted}/${answer.duplicates}${mayRepeat ? ' may repeat' : ''}`),
      refused: (sent, text) => say(`refused ${rowsOf(sent).join('+')} ${text.en}`),
      waiting: (text, ms) => say(`waiting ${ms} ${text.en}`),
    },
  });
  return { sender, log };
}

describe('sending batches', () => {
  it('sends each once when all is well', async () => {
    const { sender, log } = harness((sent) => answered(sent));
    for (const row of [1, 2, 3, 4]) await sender.send(batch(row));
    await sender.drain();
    expect(log.sort()).toEqual(['0 answered 1 1/0', '0 answered 2 1/0', '0 answered 3 1/0', '0 answered 4 1/0']);
  });

  it('sends the same batch again, waiting longer each time, and says that its duplicates may be its own', async () => {
    const { sender, log } = harness((sent, _, tries) =>
      tries < 4 ? { kind: 'again', why, afterMs: undefined, lost: tries === 1 } : answered(sent, 1),
    );
    await sender.send(batch(7));
    await sender.drain();
    expect(log).toEqual(['0 waiting 250 busy', '250 waiting 500 busy', '750 waiting 1000 busy', '1750 answered 7 0/1 may repeat']);
  });

  it('waits as long as the server asks, with all requests', async () => {
    const { sender, log } = harness((sent, now) => (now < 3_000 ? { kind: 'again', why, afterMs: 3_000, lost: false } : answered(sent)));
    await sender.send(batch(1));
    await sender.send(batch(2));
    await sender.drain();
    expect(log.slice(0, 1)).toEqual(['0 waiting 3000 busy']);
    expect(log.slice(1).sort()).toEqual(['3000 answered 1 1/0', '3000 answered 2 1/0']);
  });

  it('halves what is too large until it fits, and refuses what never does', async () => {
    const { sender, log } = harness((sent) => (rowsOf(sent).includes(3) ? { kind: 'split' } : answered(sent)));
    await sender.send(batch(1, 2, 3, 4));
    await sender.drain();
    expect(log.sort()).toEqual(['0 answered 1+2 2/0', '0 answered 4 1/0', '0 refused 3 too large for a request of its own (413)']);
  });

  it('goes on after a batch that is refused', async () => {
    const { sender, log } = harness((sent) => (rowsOf(sent).includes(1) ? { kind: 'refused', why } : answered(sent)));
    await sender.send(batch(1));
    await sender.send(batch(2));
    await sender.drain();
    expect(log).toEqual(['0 refused 1 busy', '0 answered 2 1/0']);
  });

  it('ends at once where nothing can be sent, and gives up when nobody answers', async () => {
    const stopped = harness(() => ({ kind: 'stop', why }));
    await stopped.sender.send(batch(1));
    await expect(stopped.sender.drain()).rejects.toThrow(SendError);
    await expect(stopped.sender.send(batch(2))).rejects.toThrow('busy');

    const silent = harness(() => ({ kind: 'again', why, afterMs: undefined, lost: true }), 10_000);
    await silent.sender.send(batch(1));
    await expect(silent.sender.drain()).rejects.toThrow('busy — gave up after 10 s without an answer');
    expect(silent.log.at(-1)).toBe('3750 waiting 4000 busy');
  });
});
