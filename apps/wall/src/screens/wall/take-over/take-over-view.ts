import type { TrendPoint } from '@tillwatch/contract';
import { alertRate, countedText, kindWord, ongoingText, type RateText } from '@tillwatch/wording';
import { firstThatFits } from '../../../format/width.js';
import { canJudge } from '../../../live/vitals.js';
import { countsWithin, shortCondition } from '../alert-place.js';
import type { RailScene } from '../overall-view.js';
import { cardView, type CardView } from './card-view.js';
import { floodView, type FloodView } from './flood-view.js';
import type { IncidentAlert } from './incident-alert.js';
import type { Stand } from './take-over.js';

/** Another critical on top of the list. */
export interface OtherView {
  readonly id: string;
  readonly look: 'critical' | 'acknowledged' | 'stale';
  readonly name: string;
  readonly rate: RateText | { readonly kind: 'hidden'; readonly text: string };
  readonly note: string;
}

/** What stands large, and what stands on top of the list beside it. */
export type TakeOverView =
  | { readonly kind: 'one'; readonly card: CardView; readonly others: readonly OtherView[] }
  | { readonly kind: 'flood'; readonly flood: FloodView; readonly others: readonly OtherView[] };

/** Room of a name beside its rate, and of the line below them, in em. */
const ROOM = { name: 6.9, note: 13.7 } as const;

function otherView(alert: IncidentAlert, scene: RailScene): OtherView {
  const { language, vitals, now } = scene;
  const taken = alert.incident.acknowledgedAt === null ? 'critical' : 'acknowledged';
  const [counted, kind] = [countedText(alert, language), kindWord(alert.kind, language)];
  const condition = shortCondition(alert, language, ROOM.name);
  const ongoing = ongoingText(now - alert.since, language);
  const counts = countsWithin({ ...alert, kind: alert.kind === 'volume' ? 'volume' : 'failure_rate' }, language, ROOM.note / 2);
  const where = condition === null ? '' : counted;
  const joined = (parts: readonly string[]) => parts.filter(Boolean).join(' · ');
  return {
    id: alert.incident.id,
    look: canJudge(vitals) ? taken : 'stale',
    name: condition ?? counted,
    rate: vitals.data === 'gone' ? { kind: 'hidden', text: '—' } : alertRate(alert, language),
    note: firstThatFits(
      [
        [where, kind, counts, ongoing],
        [where, kind, counts],
        [kind, counts, ongoing],
        [kind, counts],
      ].map(joined),
      ROOM.note,
    ),
  };
}

/** What is taken over as painted; null where nothing is. */
export function takeOverView(
  stand: Stand,
  scene: RailScene & { readonly trends: ReadonlyMap<string, readonly TrendPoint[]> },
): TakeOverView | null {
  if (stand.kind === 'none') return null;
  if (stand.kind === 'flood') {
    const flood = floodView(stand, scene);
    return flood && { kind: 'flood', flood, others: [] };
  }
  const trend = scene.trends.get(stand.large.incident.id) ?? [];
  return { kind: 'one', card: cardView(stand, { ...scene, trend }), others: stand.others.map((alert) => otherView(alert, scene)) };
}
