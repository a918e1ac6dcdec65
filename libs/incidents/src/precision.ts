import { wilson, type Incident } from '@tillwatch/domain';

/** What raises incidents: a signal of a journey, judged by evidence or against a fixed limit. */
export interface Rule extends Pick<Incident, 'journey' | 'kind' | 'class'> {
  readonly byLimit: boolean;
}

/** What people made of the incidents that one rule raised. */
export interface RulePrecision extends Rule {
  readonly opened: number;
  /** Somebody took it, or said that it is over; */
  readonly real: number;
  /** called it a wrong alarm; */
  readonly wrong: number;
  /** or nobody did anything, which says nothing. */
  readonly untouched: number;
  /** Share of those judged that were real, with its 95 % interval (Wilson); null where nobody judged any. */
  readonly precision: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Clearly more wrong alarms than real ones: the interval ends below one half. */
  readonly noisy: boolean;
}

/** How often what each rule raises is real, by what people did about it; rules with the most wrong alarms first. */
export function precisionByRule(incidents: readonly Incident[]): RulePrecision[] {
  const groups = new Map<string, { readonly rule: Rule; readonly raised: Incident[] }>();
  for (const incident of incidents) {
    const rule = ruleOf(incident);
    const key = JSON.stringify(rule);
    const group = groups.get(key) ?? { rule, raised: [] };
    group.raised.push(incident);
    groups.set(key, group);
  }
  const all = [...groups.values()].map(({ rule, raised }) => ({ ...rule, ...judgedBy(raised) }));
  return all.sort((a, b) => Number(b.noisy) - Number(a.noisy) || b.wrong - a.wrong || b.opened - a.opened);
}

function ruleOf({ journey, kind, class: failing, baseline }: Incident): Rule {
  return { journey, kind, class: failing, byLimit: baseline.source === 'limit' };
}

function judgedBy(raised: readonly Incident[]): Omit<RulePrecision, keyof Rule> {
  const wrong = raised.filter(({ handling }) => handling.wrongAlarm === true).length;
  const real = raised.filter(isReal).length;
  const judged = real + wrong;
  const counts = { opened: raised.length, real, wrong, untouched: raised.length - judged };
  if (judged === 0) return { ...counts, precision: null, noisy: false };
  const [low, high] = wilson(real, judged);
  return { ...counts, precision: { share: real / judged, low, high }, noisy: high < 0.5 };
}

function isReal({ handling: { wrongAlarm, acknowledgedBy, resolvedBy } }: Incident): boolean {
  return wrongAlarm !== true && (acknowledgedBy !== undefined || resolvedBy !== undefined);
}
