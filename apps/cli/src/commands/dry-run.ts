import type { Catalogue } from '@tillwatch/catalogue';
import { checkEvents, compileRules, Notices, UserAgents, type CheckContext } from '@tillwatch/intake';
import type { MapSpec } from '../map/map-schema.js';
import type { MappedRow } from '../map/mapper.js';
import { Rejects } from '../report/rejects.js';
import { dryRunSummary } from '../report/summary.js';
import { Tally } from '../report/tally.js';
import { EXIT, type Session } from '../session.js';
import { openMapped } from '../source/mapped-file.js';
import type { Terminal } from '../terminal.js';

/** A file to look through without sending anything. */
export interface DryRunRequest {
  readonly path: string;
  readonly map: MapSpec | undefined;
  readonly dataset: string;
  readonly set: ReadonlyMap<string, string>;
  readonly json: boolean;
  readonly rejectsFile: string | undefined;
  /** The journeys that events are checked against. */
  readonly catalogue: Catalogue;
}

/** Mapped events that are shown. */
const SHOWN = 5;
/** Ids remembered to find row keys that are not unique. */
const REMEMBERED = 2_000_000;

/** Maps a file and checks every event as the server would; shows the first events and every problem. Sends nothing. */
export async function dryRun(request: DryRunRequest, session: Session): Promise<number> {
  const { terminal, clock, interrupted } = session;
  const opened = await openMapped({ ...request, stdin: terminal.stdin });
  const rejects = new Rejects(terminal, request.rejectsFile);
  const inspection = new Inspection(terminal, rejects, contextOf(request.catalogue, clock.now()));
  for await (const row of opened.rows) {
    if (interrupted.aborted) break;
    inspection.look(row);
  }
  await rejects.end(request.rejectsFile);
  const { tally, notices } = inspection;
  for (const line of dryRunSummary(tally, notices)) terminal.tell(line);
  if (request.json) terminal.out(JSON.stringify(tally.figures()));
  if (interrupted.aborted) return EXIT.interrupted;
  return tally.rejected === 0 && tally.rows > 0 ? EXIT.ok : EXIT.failed;
}

function contextOf({ journeys, errors }: Catalogue, now: number): CheckContext {
  const rules = compileRules(journeys);
  return { now, tenant: 'dry-run', merchant: '*', mayBackfill: true, rules, userAgents: new UserAgents(), errors, notices: new Notices() };
}

const TWICE = {
  ko: '앞의 행과 id가 같아서 세지 않습니다. rowKey가 행마다 달라야 합니다',
  en: 'the same id as an earlier row, so it would not be counted; the rowKey must tell all rows apart',
};

/** Looks through mapped records one by one. */
class Inspection {
  readonly tally = new Tally();
  readonly #ids = new Set<string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly rejects: Rejects,
    private readonly context: CheckContext,
  ) {}

  get notices(): ReturnType<Notices['list']> {
    return this.context.notices.list();
  }

  look(row: MappedRow): void {
    const place = { row: row.number, line: row.line };
    for (const event of row.events.slice(0, Math.max(0, SHOWN - this.tally.events))) this.terminal.out(JSON.stringify(event));
    this.tally.mapped(row);
    for (const problem of row.problems) this.rejects.add({ ...place, ...problem });
    for (const { id } of row.events) if (this.#isKnown(id)) this.#refuse({ ...place, path: 'id', code: 'invalid_value', message: TWICE });
    if (row.events.length === 0) return;
    const checked = checkEvents(
      row.events.map((event) => ({ ...event, backfill: true })),
      this.context,
    );
    for (const { path, code, message } of checked.rejections) this.#refuse({ ...place, path, code, message });
  }

  #isKnown(id: string): boolean {
    if (this.#ids.has(id)) return true;
    if (this.#ids.size < REMEMBERED) this.#ids.add(id);
    return false;
  }

  #refuse(reject: Parameters<Rejects['add']>[0]): void {
    this.rejects.add(reject);
    this.tally.refused(1);
  }
}
