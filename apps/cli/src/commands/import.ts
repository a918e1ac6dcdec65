import type { WireEvent } from '@tillwatch/contract';
import type { MapSpec } from '../map/map-schema.js';
import { Progress } from '../report/progress.js';
import { Rejects } from '../report/rejects.js';
import { summaryOf } from '../report/summary.js';
import { Tally } from '../report/tally.js';
import { httpPost } from '../send/http-post.js';
import { Replay } from '../send/pace.js';
import { SendError, Sender } from '../send/sender.js';
import { bookkeeping, transfer } from '../send/transfer.js';
import { EXIT, type Session } from '../session.js';
import { openMapped, type MappedFile } from '../source/mapped-file.js';

/** What `import` and `replay` were asked to send, and where. */
export interface SendRequest {
  /** `-` for stdin. */
  readonly path: string;
  /** undefined: the file's lines are events already. */
  readonly map: MapSpec | undefined;
  readonly dataset: string;
  readonly set: ReadonlyMap<string, string>;
  readonly url: URL;
  readonly key: string;
  readonly batchSize: number;
  readonly json: boolean;
  /** File that gets every reject as NDJSON. */
  readonly rejectsFile: string | undefined;
  /** How long to go on without an answer, in milliseconds. */
  readonly patienceMs: number;
  /** Recorded seconds that pass in one; undefined sends history as it is. */
  readonly speed: number | undefined;
}

/** Requests under way at the same time. */
const IN_FLIGHT = 4;

/** Sends a file's events: as history, or as live traffic moved to now. @returns the exit status */
export async function sendFile(request: SendRequest, session: Session): Promise<number> {
  const { terminal, clock, interrupted } = session;
  const startedAt = clock.now();
  const opened = await openMapped({ ...request, stdin: terminal.stdin });
  const tally = new Tally();
  const rejects = new Rejects(terminal, request.rejectsFile);
  try {
    await sendRows({ request, session, opened, tally, rejects });
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    terminal.tell(error.why);
  } finally {
    opened.file.stream.destroy();
    await rejects.end(request.rejectsFile);
  }
  for (const line of summaryOf(tally, clock.now() - startedAt, request.speed === undefined)) terminal.tell(line);
  if (request.json) terminal.out(JSON.stringify(tally.figures()));
  if (interrupted.aborted) return EXIT.interrupted;
  return tally.isComplete && tally.rejected === 0 ? EXIT.ok : EXIT.failed;
}

interface Sending {
  readonly request: SendRequest;
  readonly session: Session;
  readonly opened: MappedFile;
  readonly tally: Tally;
  readonly rejects: Rejects;
}

async function sendRows({ request, session, opened, tally, rejects }: Sending): Promise<void> {
  const { terminal, clock, interrupted } = session;
  const sender = createSender(request, session, bookkeeping(tally, rejects, new Progress(terminal, opened.file, clock)));
  const replay = request.speed === undefined ? undefined : new Replay(request.speed, session);
  const change = replay?.change ?? ((event: WireEvent): WireEvent => ({ ...event, backfill: true }));
  const pace = replay?.pace(sender.signal) ?? (() => Promise.resolve());
  const stop = (): void => sender.stop({ ko: '중단했습니다', en: 'interrupted' });
  interrupted.addEventListener('abort', stop);
  if (interrupted.aborted) stop();
  try {
    await transfer({ rows: opened.rows, sender, batchSize: request.batchSize, tally, rejects, change, pace });
  } finally {
    interrupted.removeEventListener('abort', stop);
  }
}

function createSender(request: SendRequest, session: Session, books: ReturnType<typeof bookkeeping>): Sender {
  const { terminal, clock, wait } = session;
  return new Sender({
    post: httpPost({ url: request.url, key: request.key, language: terminal.language, clock }),
    inFlight: IN_FLIGHT,
    patienceMs: request.patienceMs,
    clock,
    wait,
    on: {
      ...books,
      waiting: (why, ms) => {
        const seconds = (ms / 1_000).toFixed(1);
        terminal.tell({ ko: `${why.ko} — ${seconds}초 뒤에 다시 보냅니다`, en: `${why.en} — trying again in ${seconds} s` });
      },
    },
  });
}
