import { clockText, minuteText, roughElapsedText } from '@tillwatch/wording';
import { textWidth } from '../../format/width.js';
import { canJudge, judgementAge } from '../../live/vitals.js';
import { shortCondition, whatRises } from './alert-place.js';
import type { SeenHistory } from './history.js';
import type { RailScene } from './overall-view.js';
import { pastRisesOf, type PastRise } from './rises.js';
import { WALL_TEXTS } from './wall-texts.js';

/** One rise that is over: when, who, how long; below it what, where it does not stand alone. */
export interface PastView {
  readonly id: string;
  readonly at: string;
  readonly where: string;
  readonly lasted: string;
  readonly what: string;
}

/** What the rail tells while nothing rises. */
export interface CalmView {
  readonly title: string;
  readonly lines: readonly PastView[];
  readonly note: string;
}

const TOLD_WHEN_CALM = 3;
/** Room of one that is over, between when it began and how long it lasted. */
const ROOM_PAST = 9.6;

function pastView({ lead, from, to }: PastRise, { language, timeZone }: RailScene): PastView {
  const lasted = roughElapsedText(to - from, language);
  const room = ROOM_PAST - textWidth(lasted);
  const what = whatRises(lead, language);
  const condition = shortCondition(lead, language, room);
  const alone = condition === null && textWidth(what) <= room;
  // One place may have risen and recovered more than once.
  const id = `${lead.id} ${String(from)}`;
  return { id, at: minuteText(from, timeZone), where: alone ? what : (condition ?? ''), lasted, what: alone ? '' : what };
}

/** What this page saw recover, or that it saw nothing, and since when. */
export function calmView(history: SeenHistory, scene: RailScene): CalmView {
  const texts = WALL_TEXTS[scene.language];
  const lines = pastRisesOf(history.recovered)
    .slice(0, TOLD_WHEN_CALM)
    .map((past) => pastView(past, scene));
  const until = scene.now - judgementAge(scene.vitals);
  const since = minuteText(history.since, scene.timeZone);
  // Of a page that was opened after the last judgement there is nothing to say.
  const seen = until > history.since ? texts.noAlertsBetween(since, clockText(until, scene.timeZone)) : '';
  const note = canJudge(scene.vitals) ? texts.noAlertsSince(since) : seen;
  return { title: texts.recentlyRecovered, lines, note: lines.length > 0 ? '' : note };
}
