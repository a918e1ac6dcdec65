import { formatSegment, type Incident } from '@tillwatch/domain';

/** In what two incidents are alike, the most telling first. */
export type Likeness = 'cause' | 'provider' | 'stage' | 'error';

/** A past incident with what it has in common. */
export interface Similar {
  readonly incident: Incident;
  readonly same: readonly Likeness[];
}

const WEIGHTS: Readonly<Record<Likeness, number>> = { cause: 4, provider: 2, error: 1.5, stage: 1 };
/** Likeness worth telling: more than a step in common. */
const LEAST = 2;
const MOST = 3;

/** Past incidents like one, the most alike first, of equally alike ones the newest. */
export function similarTo(incident: Incident, others: readonly Incident[]): Similar[] {
  return others
    .filter(({ id, status, handling, journey, kind }) => {
      const isPast = id !== incident.id && status === 'resolved' && handling.wrongAlarm !== true;
      return isPast && journey === incident.journey && kind === incident.kind;
    })
    .map((other) => ({ incident: other, same: likenesses(incident, other) }))
    .map((each) => ({ ...each, weight: each.same.reduce((sum, like) => sum + WEIGHTS[like], 0) }))
    .filter(({ weight }) => weight >= LEAST)
    .sort((a, b) => b.weight - a.weight || b.incident.openedAt - a.incident.openedAt)
    .slice(0, MOST)
    .map(({ incident: other, same }) => ({ incident: other, same }));
}

function likenesses(a: Incident, b: Incident): Likeness[] {
  const [left, right] = [a.cause[0]?.segment ?? {}, b.cause[0]?.segment ?? {}];
  const [leftError, rightError] = [a.errors[0], b.errors[0]];
  const is: Readonly<Record<Likeness, boolean>> = {
    cause: formatSegment(left) === formatSegment(right) && a.stage === b.stage,
    provider: left['provider'] !== undefined && left['provider'] === right['provider'],
    stage: a.stage === b.stage,
    error: leftError !== undefined && leftError.category === rightError?.category && leftError.code === rightError.code,
  };
  return (['cause', 'provider', 'stage', 'error'] as const).filter((like) => is[like]);
}
