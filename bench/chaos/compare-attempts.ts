import type { StageEvent } from '@tillwatch/domain';
import { Fingerprints } from '@tillwatch/ledger';
import { attemptsPlainly, type PlainAttempt } from '@tillwatch/testing';
import type { AttemptRecord } from '@tillwatch/windows';
import { CHAOS_JOURNEY } from './journey.js';

/** How the attempts that are remembered compare with those of a plain reading of the same events. */
export interface AttemptComparison {
  readonly attempts: number;
  readonly wrongAttempts: number;
  readonly examples: readonly string[];
}

const EXAMPLES = 5;

/** What both sides must agree on. How long is usual is nobody's business here: what stalls is still open. */
function asText(of: {
  dimensions: Readonly<Record<string, string>>;
  birth: number;
  outcome: string | undefined;
  outcomeAt: number | undefined;
  stages: readonly { stage: string; started: number | undefined; outcome: string | undefined; outcomeAt: number | undefined }[];
}): string {
  const stages = of.stages
    .map(({ stage, started, outcome, outcomeAt }) => `${stage} ${started ?? '-'} ${outcome ?? '-'} ${outcomeAt ?? '-'}`)
    .filter((text) => !text.endsWith(' - - -'));
  return JSON.stringify([Object.entries(of.dimensions).sort(), of.birth, of.outcome ?? '-', of.outcomeAt ?? '-', stages]);
}

function textOfPlain({ dimensions, birth, final, stages }: PlainAttempt): string {
  return asText({
    dimensions,
    birth,
    outcome: final?.column,
    outcomeAt: final?.second,
    stages: stages.map(({ stage, started, outcome }) => ({ stage, started, outcome: outcome?.column, outcomeAt: outcome?.second })),
  });
}

function textOfRecord({ dimensions, startedAt, outcome, outcomeAt, stages }: AttemptRecord): string {
  return asText({
    ...{ dimensions, birth: startedAt, outcome, outcomeAt },
    stages: stages.map((stage) => {
      const stalls = stage.outcome === 'stalled';
      return {
        stage: stage.stage,
        started: stage.startedAt,
        outcome: stalls ? undefined : stage.outcome,
        outcomeAt: stalls ? undefined : stage.outcomeAt,
      };
    }),
  });
}

/**
 * Compares every attempt that is remembered with the oracle's, and finds those that should be.
 * @param now when the rows were read (seconds since the epoch): a step of ten seconds, when deadlines are looked at
 */
export function compareAttempts(
  rows: readonly AttemptRecord[],
  sent: readonly StageEvent[],
  of: { readonly seed: number; readonly now: number; readonly newerThan: number },
): AttemptComparison {
  const prints = new Fingerprints(of.seed);
  const plain = new Map(
    attemptsPlainly(sent, CHAOS_JOURNEY, of.now).map((attempt) => {
      const { high, low } = prints.attempt({ tenant: 'default', journey: CHAOS_JOURNEY.id }, attempt.id);
      return [`${high}:${low}`, attempt];
    }),
  );
  const examples: string[] = [];
  let wrongAttempts = 0;
  const wrong = (text: string): void => {
    wrongAttempts++;
    if (examples.length < EXAMPLES) examples.push(text);
  };
  for (const row of rows) {
    const attempt = plain.get(`${row.high}:${row.low}`);
    plain.delete(`${row.high}:${row.low}`);
    const [is, should] = [textOfRecord(row), attempt === undefined ? 'nothing' : textOfPlain(attempt)];
    if (is !== should) wrong(`attempt ${attempt?.id ?? '?'}: is ${is}, should be ${should}`);
  }
  for (const attempt of plain.values()) if (attempt.birth > of.newerThan) wrong(`attempt ${attempt.id} is not remembered`);
  return { attempts: rows.length, wrongAttempts, examples };
}
