import type { Alert, DetectorPulse } from '@tillwatch/contract';
import { clockText, inLanguage, latenessText, minuteText, numberText, STATE_WORDS, type Language } from '@tillwatch/wording';
import { textWidth } from '../../format/width.js';
import { isUntested, type Vitals } from '../../live/vitals.js';
import { shortCondition, whatRises } from './alert-place.js';
import type { Cut } from './history.js';
import type { SoundState } from './sound/wall-sound.js';
import { STRIP_TEXTS } from './strip-texts.js';
import { hasIncident, isSilent } from './take-over/incident-alert.js';

/** The line at the bottom, in three slots that stand still: what the detector does, what happened last, what is silent or missing. */
export interface StripView {
  readonly pulse: string;
  readonly event: string;
  readonly aside: string;
}

/** What the strip is drawn from. */
export interface StripScene {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: number;
  readonly vitals: Vitals;
  readonly cut: Cut | null;
  readonly toldTooLate: number;
  readonly sound: SoundState;
  readonly alerts: readonly Alert[];
  readonly recovered: readonly Alert[];
}

/** Room across the strip in em, and what lies between its slots. */
const ROOM = { across: 45.4, between: 0.6 } as const;
/** Room of a condition in what happened last, with room to spare and without. */
const CONDITION_ROOMS = [9, 5.5] as const;
/** Messages that share a slot stand for this long each. */
const EACH_FOR = 10_000;

/** What the detector does. Best first; the first that fits is taken. One that is late, or cannot be heard, says nothing of the last ten seconds. */
function pulsesOf(detector: DetectorPulse, scene: StripScene): readonly string[] {
  const { language, timeZone, vitals } = scene;
  const texts = STRIP_TEXTS[language];
  const { judged10s, at, selfTestAt = 0 } = detector;
  // While nobody judges there is no last check to name.
  if (vitals.link !== 'live' && !vitals.unjudged) return [texts.lastCheck(clockText(at, timeZone))];
  if (isUntested(vitals)) return [selfTestAt === 0 ? texts.neverTested : texts.untested(clockText(selfTestAt, timeZone))];
  if (vitals.detector !== 'alive') return [texts.detectorLate(latenessText(vitals.detectorAge ?? 0, language))];
  const pulse = texts.pulse(numberText(judged10s));
  const [long, short] = [clockText, minuteText].map((clock) => texts.tested(clock(selfTestAt, timeZone)));
  return selfTestAt === 0 ? pulse : pulse.flatMap((each, i) => [`${each} · ${i === 0 ? (long ?? '') : (short ?? '')}`]);
}

/** The last thing that happened to an incident: that it began, or that it was over. Best first; the first that fits is taken. */
function lastEvents({ alerts, recovered, language, timeZone }: StripScene): readonly string[] {
  const begun = alerts.filter(hasIncident).filter(({ state }) => state !== 'recovering');
  const events = [
    ...begun.map((alert) => ({ alert, at: alert.since })),
    ...recovered.map((alert) => ({ alert, at: alert.recoveredAt ?? alert.since })),
  ];
  const [last] = events.sort((a, b) => b.at - a.at);
  if (!last) return [];
  const word = inLanguage(STATE_WORDS[last.alert.recoveredAt === null ? last.alert.state : 'recovering'], language);
  return CONDITION_ROOMS.map((room) => {
    const where = shortCondition(last.alert, language, room) ?? whatRises(last.alert, language);
    return `${minuteText(last.at, timeZone)} ${word} · ${where}`;
  });
}

function silencesOf({ alerts, now, language, timeZone }: StripScene): string {
  const silent = alerts.filter(hasIncident).filter((alert) => isSilent(alert, now));
  if (silent.length === 0) return '';
  const until = Math.max(...silent.map(({ incident }) => incident.silentUntil ?? 0));
  return STRIP_TEXTS[language].silenced(silent.length, until === 0 ? '' : minuteText(until, timeZone));
}

function soundOf({ sound, language, timeZone }: StripScene): string {
  if (sound.kind === 'on') return '';
  const texts = STRIP_TEXTS[language];
  return sound.kind === 'locked' ? texts.soundLocked : texts.soundMuted(minuteText(sound.until, timeZone));
}

/** What is missing of the attempts; else, in turn, whatever is silent or was missed. */
function asideOf(scene: StripScene): string {
  const { language, timeZone, now, vitals, cut, toldTooLate } = scene;
  const texts = STRIP_TEXTS[language];
  if (vitals.data !== 'fresh' && vitals.link !== 'down') return texts.sourceLate(latenessText(vitals.dataAge ?? 0, language));
  const told = [
    soundOf(scene),
    cut ? texts.cut(clockText(cut.from, timeZone), clockText(cut.to, timeZone)) : '',
    silencesOf(scene),
    toldTooLate === 0 ? '' : texts.toldTooLate(numberText(toldTooLate)),
  ].filter((text) => text !== '');
  return told[Math.floor(now / EACH_FOR) % told.length] ?? '';
}

/** The strip as painted: what does not fit beside the rest is said shorter, and what happened last gives way first. */
export function stripView(detector: DetectorPulse, scene: StripScene): StripView {
  const [pulses, aside] = [pulsesOf(detector, scene), asideOf(scene)];
  const fits = (...slots: readonly string[]) =>
    slots.filter(Boolean).reduce((sum, slot) => sum + textWidth(slot) + ROOM.between, -ROOM.between) <= ROOM.across;
  const choices = [...lastEvents(scene), ''].flatMap((told) => pulses.map((pulse) => ({ pulse, event: told, aside })));
  return choices.find((choice) => fits(choice.pulse, choice.event, choice.aside)) ?? { pulse: pulses.at(-1) ?? '', event: '', aside };
}
