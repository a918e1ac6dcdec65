import { stageOf, type Catalogue } from '@tillwatch/catalogue';
import type { AttemptAnswer } from '@tillwatch/contract';
import { FAILURE_CLASSES, type CountColumn, type FailureClass } from '@tillwatch/domain';
import type { AttemptRecord, StageRecord } from '@tillwatch/windows';

type StageAnswer = AttemptAnswer['stages'][number];

const iso = (second: number | undefined): string | null => (second === undefined ? null : new Date(second * 1000).toISOString());

function classOf(outcome: CountColumn | undefined): FailureClass | null {
  return FAILURE_CLASSES.find((each) => each === outcome) ?? null;
}

function stateOf(outcome: CountColumn | undefined): AttemptAnswer['state'] {
  if (outcome === undefined) return 'open';
  return outcome === 'ok' ? 'succeeded' : classOf(outcome) === null ? 'abandoned' : 'failed';
}

function outcomeOf({ outcome }: StageRecord): StageAnswer['outcome'] {
  if (outcome === undefined || outcome === 'started') return 'started';
  return outcome === 'ok' || outcome === 'abandoned' || outcome === 'stalled' ? outcome : 'failed';
}

/** An attempt in the words of the API. `attempt`: the id by which it was asked for. */
export function attemptAnswer(record: AttemptRecord, attempt: string, catalogue: Catalogue): AttemptAnswer {
  return {
    attempt,
    journey: record.journey,
    state: stateOf(record.outcome),
    startedAt: iso(record.startedAt) ?? '',
    endedAt: iso(record.outcomeAt),
    dimensions: { ...record.dimensions },
    firstTry: !record.isRetry,
    decidesPurchase: !record.isSuperseded,
    stages: record.stages.map((stage) => stageAnswer(stage, record, catalogue)),
  };
}

function stageAnswer(stage: StageRecord, record: AttemptRecord, catalogue: Catalogue): StageAnswer {
  const journey = catalogue.journey(record.journey);
  const outcome = outcomeOf(stage);
  const endedAt = outcome === 'stalled' || outcome === 'started' ? undefined : stage.outcomeAt;
  const isOver = stage.startedAt !== undefined && endedAt !== undefined && endedAt >= stage.startedAt;
  return {
    stage: stage.stage,
    label: (journey === undefined ? undefined : stageOf(journey, stage.stage)?.label) ?? { ko: stage.stage, en: stage.stage },
    startedAt: iso(stage.startedAt),
    endedAt: iso(endedAt),
    seconds: isOver ? endedAt - (stage.startedAt ?? 0) : null,
    outcome,
    class: classOf(stage.outcome),
    decidedBy: stage.decidedBy ?? null,
    reportedBy: [...stage.reportedBy],
    error: outcome === 'failed' || outcome === 'abandoned' ? errorAnswer(stage, record, catalogue) : null,
  };
}

/** What the vocabulary of today says of an error that was put into its category when it came. */
function errorAnswer({ error }: StageRecord, { dimensions }: AttemptRecord, { errors }: Catalogue): StageAnswer['error'] {
  if (error === undefined) return null;
  const { code, category } = error;
  const { provider, method } = dimensions;
  const byCode = code === '' ? undefined : errors.lookUp({ provider, method, code });
  const meaning = byCode?.category === category ? byCode : errors.category(category);
  const description = byCode?.category === category ? byCode.description : undefined;
  const { label, fault, retryable, tell } = meaning;
  return { code, category, label, fault, retryable, tell, ...(description === undefined ? {} : { description }) };
}
