import type { Catalogue } from '@tillwatch/catalogue';
import { WHOLE_ATTEMPT, type Journey } from '@tillwatch/domain';
import { TENANT, type NumbersQuestion, type SimulatedInstallation } from '@tillwatch/replay';
import { UsageError } from '../usage-error.js';

const KNOWN = ['by', 'journey', 'stage'];

/**
 * Reads `by=provider,method`, with `journey=` and `stage=` where only one of them is asked for: else every stage, and whole
 * attempts, of every journey that counts these dimensions together. @throws UsageError
 */
export function questionsOf(text: string, catalogue: Catalogue): NumbersQuestion[] {
  const asked = new URLSearchParams(text);
  const unknown = [...asked.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new UsageError(FORM(text));
  const by = (asked.get('by') ?? '').split(',').filter((dimension) => dimension !== '');
  const [id, stage] = [asked.get('journey'), asked.get('stage')];
  const journeys = catalogue.journeys.filter((journey) => (id ?? journey.id) === journey.id);
  const questions = journeys
    .filter((journey) => isCounted(journey, by))
    .flatMap((journey) =>
      [...journey.stages.map((each) => each.id), WHOLE_ATTEMPT]
        .filter((each) => (stage ?? each) === each)
        .map((each) => ({ tenant: TENANT, journey: journey.id, stage: each, by })),
    );
  if (questions.length === 0) throw new UsageError(NOT_COUNTED(text, journeys));
  return questions;
}

/** The answers, a line each; whole attempts have no stage. */
export function* statsLines(installation: SimulatedInstallation, questions: readonly NumbersQuestion[]): Generator<string> {
  for (const question of questions) {
    const { journey } = question;
    const stage = question.stage === WHOLE_ATTEMPT ? null : question.stage;
    for (const group of installation.stats(question)) yield JSON.stringify({ type: 'stats', journey, stage, ...group });
  }
}

function isCounted({ cuboids }: Journey, by: readonly string[]): boolean {
  const wanted = [...by].sort().join();
  return cuboids.some(({ dimensions }) => [...dimensions].sort().join() === wanted);
}

const FORM = (text: string): { ko: string; en: string } => ({
  ko: `--stats에는 by=provider,method 또는 by=provider&journey=checkout&stage=authorisation이 필요합니다: ${text}`,
  en: `--stats takes by=provider,method or by=provider&journey=checkout&stage=authorisation, not ${text}`,
});
const NOT_COUNTED = (text: string, journeys: readonly Journey[]): { ko: string; en: string } => {
  const kept = journeys
    .map(
      ({ id, cuboids }) =>
        `${id}: ${cuboids
          .map(({ dimensions }) => dimensions.join(','))
          .filter(Boolean)
          .join(' · ')}`,
    )
    .join('\n  ');
  return {
    ko: `--stats ${text}: 집계하지 않는 조합입니다. 집계하는 것:\n  ${kept}`,
    en: `--stats ${text}: not counted; counted are\n  ${kept}`,
  };
};
