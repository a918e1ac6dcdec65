import type { DetectorPulse } from '@tillwatch/contract';
import { clockText, latenessText, numberText, type Language } from '@tillwatch/wording';
import type { Vitals } from '../../live/vitals.js';
import type { Cut } from './history.js';
import { WALL_TEXTS } from './wall-texts.js';

/** The line at the bottom: what the detector does, and what is missing: of this screen's own view, or of the attempts. */
export interface StripView {
  readonly pulse: string;
  readonly aside: string;
}

/** The strip as painted. A detector that is late, or cannot be heard, says nothing about the last ten seconds. */
export function stripView(
  detector: DetectorPulse,
  scene: {
    readonly language: Language;
    readonly timeZone: string;
    readonly vitals: Vitals;
    readonly cut: Cut | null;
    readonly toldTooLate: number;
  },
): StripView {
  const { language, timeZone, vitals, cut, toldTooLate } = scene;
  const texts = WALL_TEXTS[language];
  const late = vitals.detector === 'alive' ? '' : texts.detectorLate(latenessText(vitals.detectorAge ?? 0, language));
  const source = vitals.data === 'fresh' || vitals.link === 'down' ? '' : texts.sourceLate(latenessText(vitals.dataAge ?? 0, language));
  const uncounted = toldTooLate === 0 ? '' : texts.toldTooLate(numberText(toldTooLate));
  const told = cut ? texts.cut(clockText(cut.from, timeZone), clockText(cut.to, timeZone)) : uncounted;
  const lastSeen = texts.lastCheck(clockText(detector.at, timeZone));
  // While nobody judges there is no last check to name.
  const pulse = vitals.link === 'live' || vitals.unjudged ? late || texts.pulse(numberText(detector.judged10s)) : lastSeen;
  return { pulse, aside: source === '' ? told : source };
}
