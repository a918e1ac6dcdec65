import { WHOLE_ATTEMPT, unitStage, type Journey, type Reporter, type StageEvent } from '@tillwatch/domain';

/** One thing that counts: under which stage or unit, in which column, when, with which values. */
export interface Counted {
  readonly stage: string;
  readonly column: string;
  /** Seconds since the epoch. */
  readonly second: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Outcome {
  readonly column: string;
  readonly second: number;
  readonly final: boolean;
}

/** One attempt as it stands once everything was said and `now` has come. */
export interface PlainAttempt {
  readonly id: string;
  readonly purchase: string | undefined;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly birth: number;
  /** When anything was said of it first, in milliseconds: tells tries of one second apart. */
  readonly heardOf: number;
  readonly final: Outcome | undefined;
  readonly stages: readonly { readonly stage: string; readonly started: number | undefined; readonly outcome: Outcome | undefined }[];
}

const BELIEVED: Readonly<Record<Reporter, number>> = { page: 1, server: 2, provider: 3 };
const RANK: Readonly<Record<string, number>> = { ok: 5, declined: 4, system: 3, unknown: 2, abandoned: 1, started: 0 };

const columnOf = (event: StageEvent): string => (event.outcome === 'failed' ? (event.failureClass ?? 'unknown') : event.outcome);
const secondOf = (event: StageEvent): number => Math.floor(event.occurredAt / 1000);
/** A page that goes out of sight has not said that the customer left. */
const isOutOfSight = (event: StageEvent): boolean => event.outcome === 'abandoned' && event.reporter === 'page' && event.final !== true;
const isStart = (event: StageEvent): boolean => event.outcome === 'started' || isOutOfSight(event);

/** The greater of two lists, number by number. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return (a[i] ?? 0) - (b[i] ?? 0);
  return 0;
}

const best = <T>(items: readonly T[], order: (a: T, b: T) => number): T | undefined => [...items].sort(order).at(-1);

function outcomeOf(events: readonly StageEvent[]): Outcome | undefined {
  const weight = (event: StageEvent): number[] => [
    BELIEVED[event.reporter],
    event.revision,
    RANK[columnOf(event)] ?? 0,
    event.final === true ? 1 : 0,
    -secondOf(event),
  ];
  const winner = best(
    events.filter((event) => !isStart(event)),
    (a, b) => compare(weight(a), weight(b)),
  );
  return winner === undefined ? undefined : { column: columnOf(winner), second: secondOf(winner), final: winner.final === true };
}

function dimensionsOf(events: readonly StageEvent[], journey: Journey): Record<string, string> {
  const known: Record<string, string> = {};
  for (const { id, knownBy } of journey.dimensions) {
    const claim = (event: StageEvent): number[] => [
      event.reporter === knownBy ? 4 : BELIEVED[event.reporter],
      journey.stages.findIndex((stage) => stage.id === event.stage),
      Math.min(7, event.revision),
      RANK[columnOf(event)] ?? 0,
    ];
    const byText = (a: StageEvent, b: StageEvent): number => ((a.dimensions[id] ?? '') < (b.dimensions[id] ?? '') ? 1 : -1);
    const knowing = events.filter((event) => event.dimensions[id] !== undefined);
    const value = best(knowing, (a, b) => compare(claim(a), claim(b)) || byText(a, b))?.dimensions[id];
    if (value !== undefined) known[id] = value;
  }
  return known;
}

/** What becomes of one attempt. `events`: its own, each once; `now`: seconds since the epoch. */
function attemptOf(id: string, events: readonly StageEvent[], journey: Journey, now: number): PlainAttempt {
  const stages = journey.stages.map(({ id: stage }) => {
    const own = events.filter((event) => event.stage === stage);
    const starts = own.filter(isStart).map(secondOf);
    const outcome = outcomeOf(own);
    const seen = Math.min(...starts, outcome?.second ?? Infinity);
    return { stage, started: starts.length === 0 ? undefined : Math.min(...starts), outcome, seen };
  });
  const first = stages.findIndex(({ seen }) => seen < Infinity);
  const last = stages.findLastIndex(({ seen }) => seen < Infinity);
  const passed = stages.map((stage, i) => {
    const later = Math.min(...stages.slice(i + 1).map(({ seen }) => seen));
    if (stage.outcome !== undefined || i < first || later === Infinity) return stage;
    return { ...stage, outcome: { column: 'ok', second: later, final: false } };
  });
  const ended = stages.findLast(({ outcome }) => outcome?.final === true)?.outcome;
  const furthest = passed[last];
  let final = ended ?? (furthest?.outcome?.column !== 'ok' || last === stages.length - 1 ? furthest?.outcome : undefined);
  if (final === undefined && furthest !== undefined) {
    const at = furthest.outcome === undefined ? last : last + 1;
    const since = furthest.outcome?.second ?? furthest.started ?? 0;
    const deadline = since + (journey.stages[at]?.deadlineMs ?? 0) / 1000;
    const waiting = passed[at];
    if (now >= deadline && waiting !== undefined) {
      final = { column: 'abandoned', second: deadline, final: false };
      passed[at] = { ...waiting, outcome: final };
    }
  }
  const purchase = events.find((event) => event.purchase !== undefined)?.purchase;
  const birth = Math.min(...stages.map(({ seen }) => seen));
  const heardOf = Math.min(...events.map(({ occurredAt }) => occurredAt));
  return { id, purchase, dimensions: dimensionsOf(events, journey), birth, heardOf, final, stages: passed };
}

/** Every attempt of these events, the plain way: objects, everything at hand at once. Written apart from the product's own. */
export function attemptsPlainly(events: Iterable<StageEvent>, journey: Journey, now: number): PlainAttempt[] {
  const once = new Map([...events].map((event) => [event.id, event]));
  const byAttempt = new Map<string, StageEvent[]>();
  for (const event of once.values()) {
    const own = byAttempt.get(event.attempt);
    if (own === undefined) byAttempt.set(event.attempt, [event]);
    else own.push(event);
  }
  return [...byAttempt].map(([id, own]) => attemptOf(id, own, journey, now));
}

/** What these attempts count as. `orderOf` tells attempts of one purchase apart that began at the same millisecond. */
export function countedOf(attempts: readonly PlainAttempt[], orderOf: (attempt: string) => number): Counted[] {
  const counted: Counted[] = [];
  for (const { stages, dimensions, birth, final } of attempts) {
    for (const { stage, started, outcome } of stages) {
      if (started !== undefined) counted.push({ stage, column: 'started', second: started, dimensions });
      if (outcome !== undefined) counted.push({ stage, column: outcome.column, second: outcome.second, dimensions });
    }
    counted.push({ stage: WHOLE_ATTEMPT, column: 'started', second: birth, dimensions });
    if (final !== undefined) counted.push({ stage: WHOLE_ATTEMPT, column: final.column, second: final.second, dimensions });
  }
  return [...counted, ...rolesOf(attempts, orderOf)];
}

/** What retries and superseded attempts count as besides. */
function rolesOf(attempts: readonly PlainAttempt[], orderOf: (attempt: string) => number): Counted[] {
  const counted: Counted[] = [];
  const byPurchase = new Map<string, PlainAttempt[]>();
  for (const attempt of attempts) {
    if (attempt.purchase === undefined) continue;
    const tries = byPurchase.get(attempt.purchase);
    if (tries === undefined) byPurchase.set(attempt.purchase, [attempt]);
    else tries.push(attempt);
  }
  for (const tries of byPurchase.values()) {
    if (tries.length < 2) continue;
    const first = best(tries, (a, b) => compare([b.birth, b.heardOf, orderOf(b.id)], [a.birth, a.heardOf, orderOf(a.id)]));
    const ended = tries.filter(({ final }) => final !== undefined);
    const byEnd = (a: PlainAttempt, b: PlainAttempt): number =>
      compare([a.final?.second ?? 0, a.heardOf, orderOf(a.id)], [b.final?.second ?? 0, b.heardOf, orderOf(b.id)]);
    const paid = ended.filter(({ final }) => final?.column === 'ok');
    const deciding = paid.length > 0 ? best(paid, (a, b) => byEnd(b, a)) : best(ended, byEnd);
    for (const each of ended) {
      const { column, second } = each.final ?? { column: '', second: 0 };
      const of = { column, second, dimensions: each.dimensions };
      if (each !== first) counted.push({ stage: unitStage('retry'), ...of });
      if (each !== deciding) counted.push({ stage: unitStage('superseded'), ...of });
    }
  }
  return counted;
}
