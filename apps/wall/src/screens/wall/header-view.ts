import type { Alert, TileState } from '@tillwatch/contract';
import { ageText, clockText, GLOSSARY, inLanguage, latenessText, payingNowText, STATE_WORDS, type Language } from '@tillwatch/wording';
import { canJudge, GONE_AFTER, type Vitals } from '../../live/vitals.js';
import { WALL_TEXTS } from './wall-texts.js';

/** What the header says of everything. */
export type VerdictLook = 'calm' | 'learning' | 'unknown' | 'watch' | 'warning' | 'critical' | 'everything';

export interface VerdictView {
  readonly look: VerdictLook;
  readonly text: string;
}

/** A fault of the system itself: told by inversion, never by colour. */
export interface BannerView {
  readonly text: string;
  readonly aside: string;
}

export interface HeaderView {
  readonly verdict: VerdictView;
  /** Replaces the header while it is there. */
  readonly banner: BannerView | null;
  /** How many attempts are under way; empty where what is known of it is not of this moment. */
  readonly payingNow: string;
  readonly freshness: string;
  /** The freshness is worth a look. */
  readonly late: boolean;
  readonly clock: string;
}

/** What the header is drawn from. */
export interface HeaderScene {
  readonly language: Language;
  readonly timeZone: string;
  readonly now: number;
  readonly vitals: Vitals;
  /** Server time of the last heartbeat. */
  readonly lastBeat: number | null;
  readonly watermark: number;
  /** Tries to connect since the link was last good. */
  readonly attempts: number;
  readonly payingNow: number;
}

const ALARMING: readonly TileState[] = ['warning', 'critical'];

/** More than half of the tiles are abnormal: something bigger than any of them. */
export function everythingAffected(states: readonly TileState[]): boolean {
  return states.filter((state) => ALARMING.includes(state)).length * 2 > states.length;
}

/** The verdict over all tiles and alerts, worst first. Nothing is called normal on data that cannot be judged. */
export function verdictOf(
  states: readonly TileState[],
  alerts: readonly Alert[],
  scene: Pick<HeaderScene, 'language' | 'vitals'>,
): VerdictView {
  const { language, vitals } = scene;
  const word = (key: keyof typeof GLOSSARY) => inLanguage(GLOSSARY[key], language);
  if (!canJudge(vitals)) return { look: 'unknown', text: word('cannotJudge') };
  if (everythingAffected(states)) return { look: 'everything', text: word('everythingDown') };
  for (const look of ['critical', 'warning', 'watch'] as const) {
    const [told, stateWord] = [alerts.filter((alert) => alert.state === look), inLanguage(STATE_WORDS[look], language)];
    const incidents = told.filter(({ incident }) => incident !== null).length;
    if (incidents > 0) return { look, text: WALL_TEXTS[language].incidents(stateWord, incidents) };
    // One cause raises many segments, so mere rises are not counted: tiles are, and they can be checked by looking.
    const tiles = states.filter((state) => state === look).length;
    if (tiles > 0 || told.length > 0) return { look, text: WALL_TEXTS[language].count(stateWord, tiles) };
  }
  if (states.every((state) => state === 'no_data')) return { look: 'unknown', text: word('cannotJudge') };
  const unlearnt = states.filter((state) => state === 'learning').length;
  if (unlearnt * 2 > states.length) return { look: 'learning', text: word('learning') };
  return { look: 'calm', text: word('allNormal') };
}

function downBanner(scene: HeaderScene): BannerView {
  const texts = WALL_TEXTS[scene.language];
  const text = scene.lastBeat === null ? texts.neverUp : texts.down(clockText(scene.lastBeat, scene.timeZone));
  return { text, aside: scene.attempts > 0 ? texts.attemptNumber(scene.attempts) : '' };
}

/** The banner that stands above everything, if the system itself is at fault. */
export function bannerOf(scene: HeaderScene): BannerView | null {
  const texts = WALL_TEXTS[scene.language];
  if (scene.vitals.link === 'refused') return { text: texts.refused, aside: texts.refusedHelp };
  if (scene.vitals.link === 'down') return downBanner(scene);
  return scene.vitals.detector === 'dead' ? { text: texts.detectorDead, aside: '' } : null;
}

function freshnessOf(scene: HeaderScene): { readonly text: string; readonly late: boolean } {
  const { vitals, language } = scene;
  const word = (key: keyof typeof GLOSSARY) => inLanguage(GLOSSARY[key], language);
  if (vitals.link === 'down' || vitals.link === 'refused') return { text: word('disconnected'), late: true };
  if (vitals.link === 'late') return { text: `${word('delayed')} ${latenessText(vitals.silence, language)}`, late: true };
  const age = vitals.dataAge ?? 0;
  if (age >= GONE_AFTER) return { text: `${word('stale')} ${clockText(scene.watermark, scene.timeZone)}`, late: true };
  if (vitals.data !== 'fresh') return { text: `${word('delayed')} ${latenessText(age, language)}`, late: true };
  return { text: `${word('live')} · ${ageText(age, language)}`, late: false };
}

/** The header as painted. */
export function headerView(states: readonly TileState[], alerts: readonly Alert[], scene: HeaderScene): HeaderView {
  const freshness = freshnessOf(scene);
  return {
    verdict: verdictOf(states, alerts, scene),
    banner: bannerOf(scene),
    payingNow: scene.vitals.data === 'fresh' ? payingNowText(scene.payingNow, scene.language) : '',
    freshness: freshness.text,
    late: freshness.late,
    clock: clockText(scene.now, scene.timeZone),
  };
}
