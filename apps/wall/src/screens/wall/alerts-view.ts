import type { Alert } from '@tillwatch/contract';
import {
  alertPlace,
  alertRateText,
  alertTimeText,
  alertUsualText,
  clockText,
  countedText,
  failedOfText,
  GLOSSARY,
  inLanguage,
  MIN_FOR_RATE,
  minuteText,
  numberText,
  ongoingText,
  roughElapsedText,
  STATE_WORDS,
  type Language,
} from '@tillwatch/wording';
import { firstThatFits } from '../../format/width.js';
import { canJudge, judgementAge } from '../../live/vitals.js';
import type { SeenHistory } from './history.js';
import type { RailScene } from './overall-view.js';
import { pastRisesOf, risesOf } from './rises.js';
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
  readonly calm: {
    readonly title: string;
    readonly lines: readonly { id: string; at: string; where: string; lasted: string }[];
    readonly note: string;
  };
}

const SHOWN_AT_ONCE = 2;
const TOLD_WHEN_CALM = 3;
/** Room across the rail, in em of small print and of the larger print of an alert that has the rail to itself. */
const ROOM_ACROSS = 12;
const ROOM_ALONE = 9.2;

/** A condition short enough for one line where several alerts share the rail: the more telling part comes last. */
function shortCondition(alert: Alert, language: Language): string | null {
  const labels = alert.segmentLabels.map((label) => inLanguage(label, language));
  if (labels.length === 0) return null;
  return firstThatFits(
    labels.map((_, i) => labels.slice(i).join(' × ')),
    ROOM_ACROSS,
  );
}

/** What rises where, short enough for a line: `승인`, `결제창 응답 없음`. */
function whatRises(alert: Alert, language: Language): string {
  const counted = countedText(alert, language);
  return alert.kind === 'stalled' ? WALL_TEXTS[language].stalledAt(counted) : counted;
}

/** How bad and against what, how many, since when. */
function factsOf(alert: Alert, many: string, scene: RailScene): AlertView['facts'] {
  const [rate, usual] = [alertRateText(alert, scene.language), alertUsualText(alert, scene.language)];
  const time = alertTimeText(alert, scene);
  return alert.total < MIN_FOR_RATE ? [[many], [usual], [time]] : [[rate, usual], [many], [time]];
}

type Told = Pick<AlertView, 'condition' | 'stage' | 'facts'>;

/** An alert that has the rail to itself: a line for everything. */
function toldAlone(alert: Alert, scene: RailScene): Told {
  const { language } = scene;
  const { condition, stage } = alertPlace(alert, language);
  const many = failedOfText(alert.failed, alert.total, language);
  if (alert.kind !== 'stalled') return { condition, stage, facts: factsOf(alert, many, scene) };
  const waiting = WALL_TEXTS[language].waiting(many, `${numberText(alert.failed)}/${numberText(alert.total)}`);
  return { condition, stage: whatRises(alert, language), facts: factsOf(alert, firstThatFits(waiting, ROOM_ALONE), scene) };
}

/** One of several alerts, in as few lines as its words fill. */
function toldAmongOthers(alert: Alert, scene: RailScene): Told {
  const { language } = scene;
  const facts = factsOf(alert, failedOfText(alert.failed, alert.total, language), scene);
  return {
    condition: shortCondition(alert, language),
    stage: countedText(alert, language),
    facts: alert.kind === 'stalled' ? [[inLanguage(GLOSSARY.noResult, language)], ...facts] : facts,
  };
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

function calmView(history: SeenHistory, scene: RailScene): AlertsView['calm'] {
  const { language, timeZone } = scene;
  const texts = WALL_TEXTS[language];
  const lines = pastRisesOf(history.recovered)
    .slice(0, TOLD_WHEN_CALM)
    .map(({ lead, from, to }) => ({
      // One place may have risen and recovered more than once.
      id: `${lead.id} ${String(from)}`,
      at: minuteText(from, timeZone),
      where: [...lead.segmentLabels.map((label) => inLanguage(label, language)), whatRises(lead, language)].join(' · '),
      lasted: roughElapsedText(to - from, language),
    }));
  const [since, until] = [minuteText(history.since, timeZone), clockText(scene.now - judgementAge(scene.vitals), timeZone)];
  const note = canJudge(scene.vitals) ? texts.noAlertsSince(since) : texts.noAlertsBetween(since, until);
  return { title: texts.recentlyRecovered, lines, note: lines.length > 0 ? '' : note };
}

/** The rises of the moment, the worst first; when calm, what this page saw recover. */
export function alertsView(alerts: readonly Alert[], history: SeenHistory, scene: RailScene): AlertsView {
  const rises = risesOf(alerts);
  const shown = rises.slice(0, SHOWN_AT_ONCE).map(({ lead }) => alertView(lead, rises.length === 1, scene));
  const rest = rises.reduce((sum, { others }) => sum + 1 + others, 0) - shown.length;
  const texts = WALL_TEXTS[scene.language];
  const seen = scene.now - judgementAge(scene.vitals);
  const asOf = canJudge(scene.vitals) || shown.length === 0 ? '' : texts.asOf(clockText(seen, scene.timeZone));
  const more = [rest > 0 ? texts.moreSegments(rest) : '', shown.length > 1 ? asOf : ''];
  return { shown, asOf, more: more.filter(Boolean).join(' · '), calm: calmView(history, scene) };
}
