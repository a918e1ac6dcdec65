import { itemOfLine, itemsOfRow, type RecordingItem } from '../backtest/recording.js';
import { Run, type BacktestRequest } from '../backtest/run.js';
import { Progress } from '../report/progress.js';
import { Rejects } from '../report/rejects.js';
import { EXIT, type Session } from '../session.js';
import { openMapped } from '../source/mapped-file.js';
import { jsonLinesAtOnce } from '../source/ndjson-records.js';
import { openFile, type OpenFile } from '../source/open-source.js';

/** Plays a recording and prints what there would have been to tell. @returns the exit status */
export async function backtest(request: BacktestRequest, session: Session): Promise<number> {
  const { terminal, clock, interrupted } = session;
  const startedAt = clock.now();
  const { file, items } = await openRecording(request, session);
  const rejects = new Rejects(terminal, request.rejectsFile);
  const run = new Run(request, session, rejects, new Progress(terminal, file, clock));
  const stop = (): void => void file.stream.destroy();
  interrupted.addEventListener('abort', stop);
  try {
    for await (const batch of items) {
      for (const item of batch) {
        if (interrupted.aborted) break;
        const playing = run.take(item);
        if (playing !== undefined) await playing;
      }
    }
    await run.end();
  } catch (error) {
    if (!interrupted.aborted) throw error;
  } finally {
    interrupted.removeEventListener('abort', stop);
    file.stream.destroy();
    await rejects.end(request.rejectsFile);
  }
  run.report(clock.now() - startedAt);
  if (interrupted.aborted) return EXIT.interrupted;
  return run.outcome.accepted > 0 ? EXIT.ok : EXIT.failed;
}

/** What a recording says, in batches as they are read. */
type Items = AsyncGenerator<readonly RecordingItem[]>;

async function openRecording(request: BacktestRequest, { terminal }: Session): Promise<{ file: OpenFile; items: Items }> {
  if (request.map === undefined) {
    const file = openFile(request.path, terminal.stdin);
    return { file, items: nativeItems(file, request) };
  }
  const { file, rows } = await openMapped({ ...request, stdin: terminal.stdin });
  return { file, items: mappedItems(rows) };
}

async function* nativeItems(file: OpenFile, { dataset, lockstep }: BacktestRequest): Items {
  for await (const lines of jsonLinesAtOnce(file.stream)) yield lines.map((line) => itemOfLine(line, { dataset, hasTicks: lockstep }));
}

async function* mappedItems(rows: Awaited<ReturnType<typeof openMapped>>['rows']): Items {
  for await (const row of rows) yield itemsOfRow(row);
}
