import type { PrecisionAnswer } from '@tillwatch/contract';
import { MIN_FOR_RATE, nearestText, percentText, rateText } from '@tillwatch/wording';
import { ALERTS_TEXTS } from './alerts-texts.js';
import type { AlertsReader } from './alerts-view.js';

type RuleAnswer = PrecisionAnswer['rules'][number];

/** A rule as the page shows it. */
export interface RuleView extends Pick<RuleAnswer, 'noisy' | 'opened' | 'wrong' | 'untouched'> {
  readonly key: string;
  /** `온라인 결제 · 거절 급증`; what is judged against a limit says so. */
  readonly name: string;
  /** `92%`; null where too few were judged to speak of a share. */
  readonly rate: string | null;
  /** How many of how many, and where there is a share what it may be: `판정 48건 중 44건 실제 (80–97%)`. */
  readonly counts: string;
}

/** Rules as they are shown, in the order they came in. */
export function ruleViews(rules: readonly RuleAnswer[], reader: AlertsReader): RuleView[] {
  return rules.map((rule) => ({
    ...{ key: JSON.stringify([rule.journey, rule.kind, rule.class, rule.byLimit]), name: nameOf(rule, reader) },
    ...{ noisy: rule.noisy, opened: rule.opened, wrong: rule.wrong, untouched: rule.untouched },
    ...judgedText(rule, reader),
  }));
}

function nameOf(rule: RuleAnswer, { language, journeys }: AlertsReader): string {
  const journey = journeys.find(({ id }) => id === rule.journey)?.label[language];
  const what = nearestText(rule, language);
  const parts = [rule.kind === 'monitor' ? undefined : (journey ?? rule.journey), what];
  if (rule.byLimit) parts.push(ALERTS_TEXTS[language].precision.byLimit);
  return parts.filter((part) => part !== undefined).join(' · ');
}

function judgedText({ real, wrong, precision }: RuleAnswer, { language }: AlertsReader): Pick<RuleView, 'rate' | 'counts'> {
  const texts = ALERTS_TEXTS[language].precision;
  const judged = real + wrong;
  if (precision === null) return { rate: null, counts: texts.unjudged };
  if (judged < MIN_FOR_RATE) return { rate: null, counts: texts.judged(real, judged, null) };
  const { low, high } = precision;
  return {
    rate: rateText(real, judged, { language }).text,
    counts: texts.judged(real, judged, `${percentText(low)}–${percentText(high)}`),
  };
}
