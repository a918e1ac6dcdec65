import { explain, type Cause, type Contrast, type Part } from '@tillwatch/explanation';
import type { IncidentCause, IncidentContrast } from '@tillwatch/domain';
import type { Fold } from '@tillwatch/windows';
import { readLeaves, type Reading } from './leaf-reading.js';
import type { Region } from './region.js';

/** A cause with where it is. */
export interface Located {
  readonly region: Region;
  readonly cause: IncidentCause;
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
  /** Outcomes that its usual rate is known from. */
  readonly usualTotal: number;
  /** Evidence in nats. */
  readonly score: number;
  readonly contrasts: readonly IncidentContrast[];
}

/** A stage takes part in a cause that names none if it has at least this share of its extra failures. */
const PARTAKES = 0.05;
const STAGE = 'stage';
/** Failures and evidence (nats) that something beside an explained cause needs to be one of its own. */
const BESIDE = { failed: 10, score: 20, extraShare: 0.15 };
/** That something is wrong is known: what is asked for is where (nats). */
const LEAST_SCORE = 2;

/** What explains the rise of a signal's bad outcomes in the rows that are read, the strongest first. */
export function locate(fold: Fold, reading: Reading): Located[] {
  const table = readLeaves(fold, reading);
  if (table.rows === 0) return [];
  return explain(table, { score: LEAST_SCORE, partBy: STAGE }).map((cause) => located(cause, reading));
}

/** Whether something would be a trouble beside another. */
export function standsAlone({ failed, score, cause }: Located): boolean {
  return failed >= BESIDE.failed && score >= BESIDE.score && cause.extraShare >= BESIDE.extraShare;
}

function located(found: Cause, { tenant, journey }: Reading): Located {
  const { [STAGE]: stage, ...segment } = found.segment;
  const parts = stage === undefined ? takingPart(found.parts) : found.parts;
  const all = (read: (part: Part) => number): number => parts.reduce((sum, part) => sum + read(part), 0);
  const stages = journey.stages.map(({ id }) => id).filter((id) => parts.some(({ value }) => value === id));
  return {
    region: { tenant, journey: journey.id, segment, stages },
    cause: { segment, extraShare: found.extraShare, trafficShare: found.trafficShare },
    total: all(({ total }) => total),
    failed: all(({ failed }) => failed),
    expected: all(({ expected }) => expected),
    usualTotal: all(({ baseTotal }) => baseTotal),
    score: found.score,
    contrasts: found.contrasts.map((contrast) => comparedAt(stages, contrast)),
  };
}

/** What is normal beside a cause, at the stages that the cause is told of: others have a usual of their own. */
function comparedAt(stages: readonly string[], { dimension, segment, parts }: Contrast): IncidentContrast {
  const isFree = dimension === STAGE;
  const compared = parts.filter(({ value }) => isFree || stages.includes(value));
  const all = (read: (part: Part) => number): number => compared.reduce((sum, part) => sum + read(part), 0);
  return {
    ...{ dimension, segment },
    ...{ total: all(({ total }) => total), failed: all(({ failed }) => failed), expected: all(({ expected }) => expected) },
  };
}

/** The stages that take part in a cause that names none; all of them where none stands out. */
function takingPart(parts: readonly Part[]): readonly Part[] {
  const extraOf = ({ failed, expected }: Part): number => Math.max(0, failed - expected);
  const extra = parts.reduce((sum, part) => sum + extraOf(part), 0);
  // Two failures more than chance explains, too: a stage that comes and goes would be news each time.
  const isClear = (part: Part): boolean => extraOf(part) > 2 + 2 * Math.sqrt(part.expected);
  const taking = parts.filter((part) => isClear(part) && extraOf(part) > PARTAKES * extra);
  return taking.length > 0 ? taking : parts;
}
