import type { WireEvent } from '@tillwatch/contract';
import { REPORTERS } from '@tillwatch/domain';
import { STAGES, type StageId } from '../shop/stages.js';
import type { Dimensions } from './reporters.js';

/** How a stage of an attempt ended, by the word that stands, with all that its reporters knew by then. */
export interface ToldOutcome {
  readonly stage: StageId;
  readonly outcome: 'ok' | 'failed' | 'abandoned';
  readonly event: WireEvent;
  readonly dimensions: Dimensions;
}

/** One attempt after everybody has told of it. */
export interface ToldAttempt {
  readonly attempt: string;
  readonly purchase: string | undefined;
  /** As the page saw it. */
  readonly userAgent: string | undefined;
  /** Stages that are known to have begun, in order. */
  readonly started: readonly StageId[];
  /** In order of the stages. */
  readonly outcomes: readonly ToldOutcome[];
}

/** After this long nothing more is told of an attempt, in any scenario that ships. */
const TOLD_AFTER_MS = 3_600_000;

/** Of what one reporter says of a stage, that which says more stands. */
const WORTH = { ok: 5, declined: 4, system: 3, unknown: 2, abandoned: 1 } as const;

const worth = ({ outcome, class: failureClass }: WireEvent): number =>
  outcome === 'started' ? 0 : WORTH[outcome === 'failed' ? (failureClass ?? 'unknown') : outcome];

/** Whether `a` stands against `b`: the reporter that is believed more, then the later revision, then what says more. */
function stands(a: WireEvent, b: WireEvent): boolean {
  const order =
    REPORTERS.indexOf(a.reporter ?? 'server') - REPORTERS.indexOf(b.reporter ?? 'server') ||
    (a.revision ?? 0) - (b.revision ?? 0) ||
    worth(a) - worth(b);
  return order > 0 || (order === 0 && Date.parse(a.occurredAt) < Date.parse(b.occurredAt));
}

function putTogether(attempt: string, events: readonly WireEvent[]): ToldAttempt {
  const outcomes: ToldOutcome[] = [];
  const started: StageId[] = [];
  let known: Dimensions = {};
  for (const stage of STAGES) {
    const here = events.filter((event) => event.stage === stage);
    for (const { dimensions } of here) known = { ...known, ...dimensions };
    if (here.length > 0) started.push(stage);
    const ends = here.filter(({ outcome }) => outcome !== 'started');
    const [first, ...rest] = ends;
    if (first === undefined) continue;
    const event = rest.reduce((standing, other) => (stands(other, standing) ? other : standing), first);
    known = { ...known, ...event.dimensions };
    outcomes.push({ stage, outcome: event.outcome as ToldOutcome['outcome'], event, dimensions: known });
  }
  const userAgent = events.find((event) => event.userAgent)?.userAgent ?? undefined;
  return { attempt, purchase: events[0]?.purchase ?? undefined, userAgent, started, outcomes };
}

/**
 * Puts together what all reporters tell of each attempt: what a product should know of it in the end, whoever said it and
 * in whatever order it came. `events` in the order in which they arrive; an attempt comes out when all of it is told.
 */
export function* told(events: Iterable<{ readonly arrivesAt: number; readonly event: WireEvent }>): Generator<ToldAttempt> {
  const open = new Map<string, { readonly since: number; readonly events: WireEvent[] }>();
  for (const { arrivesAt, event } of events) {
    const attempt = event.attempt ?? event.id;
    const seen = open.get(attempt);
    if (seen === undefined) open.set(attempt, { since: arrivesAt, events: [event] });
    else seen.events.push(event);
    for (const [id, { since, events: all }] of open) {
      if (arrivesAt - since < TOLD_AFTER_MS) break;
      open.delete(id);
      yield putTogether(id, all);
    }
  }
  for (const [id, { events: all }] of open) yield putTogether(id, all);
}
