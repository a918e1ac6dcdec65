import type { Alert, AlertKind, TileFrame, TileState } from '@tillwatch/contract';
import { WHOLE_ATTEMPT } from '@tillwatch/domain';
import { GLOSSARY, inLanguage, minuteText, type Language } from '@tillwatch/wording';
import { nested } from './rises.js';
import { hasIncident, isSilent, type IncidentAlert } from './take-over/incident-alert.js';

/** What people, or known maintenance, did about what is wrong with a tile. */
export type TileMark = { readonly kind: 'taken'; readonly by: string } | { readonly kind: 'silent'; readonly until: string | null };

const ALARMING: readonly TileState[] = ['warning', 'critical'];

/** Whether an incident is in what a tile counts, or the tile in the incident. */
function concerns({ journey, stage, segment }: IncidentAlert, frame: TileFrame): boolean {
  const sameUnit = stage === frame.stage || stage === WHOLE_ATTEMPT || frame.stage === WHOLE_ATTEMPT;
  return journey === frame.journey && sameUnit && nested(segment, frame.segment);
}

/** The mark of an alarming tile: only where every incident of its kind in it is silent, or is taken. */
export function tileMark(
  tile: { readonly frame: TileFrame; readonly state: TileState; readonly kind: AlertKind },
  alerts: readonly Alert[],
  scene: { readonly now: number; readonly timeZone: string },
): TileMark | null {
  if (!ALARMING.includes(tile.state)) return null;
  const within = alerts
    .filter(hasIncident)
    .filter((alert) => alert.state !== 'recovering' && alert.kind === tile.kind && concerns(alert, tile.frame));
  const loud = within.filter((alert) => !isSilent(alert, scene.now));
  const [first] = within;
  if (first && loud.length === 0) {
    const until = Math.min(...within.map(({ incident }) => incident.silentUntil ?? Infinity));
    return { kind: 'silent', until: Number.isFinite(until) ? minuteText(until, scene.timeZone) : null };
  }
  const untaken = loud.find(({ incident }) => incident.acknowledgedAt === null);
  return loud[0] && !untaken ? { kind: 'taken', by: loud[0].incident.acknowledgedBy ?? '' } : null;
}

/** Who has taken it, or until when it is silent. Best first; the first that fits is taken. */
export function markTexts(mark: TileMark, language: Language): readonly string[] {
  if (mark.kind === 'silent') {
    const word = inLanguage(GLOSSARY.silenced, language);
    const short = language === 'ko' ? '끔' : 'Off';
    return mark.until === null ? [word] : [`${word} ~${mark.until}`, `${short} ~${mark.until}`, word];
  }
  const word = inLanguage(GLOSSARY.acknowledged, language);
  const initials = mark.by
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .join('');
  return mark.by === '' ? [word] : [`${word} · ${mark.by}`, mark.by, `${word} · ${initials}`, initials];
}
