import type { Alert } from '@tillwatch/contract';
import {
  alertPlace,
  alertRateText,
  alertTimeText,
  alertUsualText,
  clockText,
  countedText,
  inLanguage,
  kindWord,
  MIN_FOR_RATE,
  ofUsualText,
  ongoingText,
  STATE_WORDS,
} from '@tillwatch/wording';
import { firstThatFits, textWidth } from '../../format/width.js';
import { canJudge, judgementAge } from '../../live/vitals.js';
import { countsWithin, countTexts, shortCondition, whatRises } from './alert-place.js';
import { calmView, type CalmView } from './calm-view.js';
import type { SeenHistory } from './history.js';
import type { RailScene } from './overall-view.js';
import { risesOf } from './rises.js';
import { WALL_TEXTS } from './wall-texts.js';

/** One alert as the rail tells it. */
export interface AlertView {
  readonly id: string;
  readonly state: Alert['state'];
  readonly word: string;
  readonly ongoing: string;
  readonly condition: string | null;
  /** At which stage, and that no result comes where that is what is wrong. */
  readonly stage: string;
  /** How bad and against what; how many; since when: a line each where there is room. */
  readonly facts: readonly (readonly string[])[];
}

/** The lower half of the rail. */
export interface AlertsView {
  /** The worst ones, at most two. */
  readonly shown: readonly AlertView[];
  /** Tells how many more there are. */
  readonly more: string;
  /** Above what is shown where it is not of this moment. */
  readonly asOf: string;
  readonly calm: CalmView;
}

const SHOWN_AT_ONCE = 2;
/** Room across the rail, in em of small print and of the larger print of an alert that has the rail to itself. */
const ROOM_ACROSS = 12;
const ROOM_ALONE = 9.2;
/** Lines of facts below each of two alerts: with one more, how many others there are would drop out of sight. */
const LINES_EACH = 3;
/** All there is across the rail, and what a fact takes beside its words, in em. */
const [ROOM_OF_LINE, BETWEEN] = [12.8, 0.75];

/** How bad and against what, how many, since when. */
function factsOf(alert: Alert, many: string, scene: RailScene): AlertView['facts'] {
  const { language } = scene;
  const [rate, time] = [alertRateText(alert, language), alertTimeText(alert, scene)];
  if (alert.kind === 'volume') return alert.total < MIN_FOR_RATE ? [[many], [time]] : [[ofUsualText(rate, language)], [many], [time]];
  const usual = alertUsualText(alert, language);
  return alert.total < MIN_FOR_RATE ? [[many], [usual], [time]] : [[rate, usual], [many], [time]];
}

type Told = Pick<AlertView, 'condition' | 'stage' | 'facts'>;

/** An alert that has the rail to itself: a line for everything. What is not failures says so beside its stage, or else its counts. */
function toldAlone(alert: Alert, scene: RailScene): Told {
  const { language } = scene;
  const { condition, stage } = alertPlace(alert, language);
  const { many, figures } = countTexts(alert, language);
  const kind = kindWord(alert.kind, language);
  if (kind === '') return { condition, stage, facts: factsOf(alert, many, scene) };
  const what = whatRises(alert, language);
  if (textWidth(what) <= ROOM_ALONE)
    return { condition, stage: what, facts: factsOf(alert, countsWithin(alert, language, ROOM_ALONE), scene) };
  const counts = firstThatFits(WALL_TEXTS[language].countsOfKind(many, figures, kind), ROOM_ALONE);
  return { condition, stage: countedText(alert, language), facts: factsOf(alert, counts, scene) };
}

/** One of several alerts, in as few lines as its words fill. */
function toldAmongOthers(alert: Alert, scene: RailScene): Told {
  const { language } = scene;
  const [condition, stage] = [shortCondition(alert, language, ROOM_ACROSS), countedText(alert, language)];
  const { many, figures } = countTexts(alert, language);
  const kind = kindWord(alert.kind, language);
  const told = (counts: string): AlertView['facts'] => [...(kind === '' ? [] : [[kind]]), ...factsOf(alert, counts, scene)];
  const time = alertTimeText(alert, scene);
  // How many, and against what, is worth more than since when.
  const wordings = [told(many), told(figures), told(figures).map((line) => line.filter((fact) => fact !== time))];
  const before = [inLanguage(STATE_WORDS[alert.state], language), ...(condition === null ? [] : [stage])];
  return { condition, stage, facts: wordings.find((facts) => linesOf([...before, ...facts.flat()]) <= LINES_EACH) ?? wordings[2] ?? [] };
}

/** How many lines words fill that stand one after the other and are not broken. */
function linesOf(words: readonly string[]): number {
  let [lines, used] = [1, 0];
  for (const word of words) {
    const width = textWidth(word) + BETWEEN;
    if (used > 0 && used + width > ROOM_OF_LINE + BETWEEN) [lines, used] = [lines + 1, 0];
    used += width;
  }
  return lines;
}

function alertView(alert: Alert, alone: boolean, scene: RailScene): AlertView {
  const { language } = scene;
  return {
    id: alert.id,
    state: alert.state,
    word: inLanguage(STATE_WORDS[alert.state], language),
    ongoing: ongoingText(scene.now - alert.since, language),
    ...(alone ? toldAlone(alert, scene) : toldAmongOthers(alert, scene)),
  };
}

/** The rises of the moment, the worst first; when calm, what this page saw recover. */
export function alertsView(alerts: readonly Alert[], history: SeenHistory, scene: RailScene): AlertsView {
  const rises = risesOf(alerts);
  const shown = rises.slice(0, SHOWN_AT_ONCE).map(({ lead }) => alertView(lead, rises.length === 1, scene));
  const rest = rises.reduce((sum, { others }) => sum + 1 + others, 0) - shown.length;
  const texts = WALL_TEXTS[scene.language];
  const seen = scene.now - judgementAge(scene.vitals);
  const asOf = canJudge(scene.vitals) || shown.length === 0 ? '' : texts.asOf(clockText(seen, scene.timeZone));
  const late = shown.length > 1 ? asOf : '';
  const more = rest > 0 ? texts.moreSegments(rest).map((words) => [words, late].filter(Boolean).join(' · ')) : [late];
  return { shown, asOf, more: firstThatFits(more, ROOM_ACROSS), calm: calmView(history, scene) };
}
