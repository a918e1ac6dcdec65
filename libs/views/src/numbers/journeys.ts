import type { Catalogue } from '@tillwatch/catalogue';
import type { JourneyFrame, JourneysAnswer } from '@tillwatch/contract';
import type { Journey, KeptCuboid, LocalisedText } from '@tillwatch/domain';
import type { Asker } from './query.js';

/** What numbers can be asked for. For somebody who sees one merchant alone, what can be asked of that one. */
export function journeysAnswer(
  catalogue: Catalogue,
  { merchant }: Asker,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): JourneysAnswer {
  const kept = (journey: Journey): readonly KeptCuboid[] => (merchant === '*' ? journey.cuboids : ofOneMerchant(journey));
  const journeys = catalogue.journeys.map((journey) => frameOf(journey, kept(journey)));
  return { timeZone, serverTime: new Date(now).toISOString(), journeys };
}

function frameOf({ id, label, stages, dimensions }: Journey, kept: readonly KeptCuboid[]): JourneyFrame {
  const plain = ({ ko, en }: LocalisedText): LocalisedText => ({ ko, en });
  return {
    ...{ id, label: plain(label) },
    stages: stages.map((stage) => ({ id: stage.id, label: plain(stage.label) })),
    dimensions: dimensions.map((dimension) => ({
      ...{ id: dimension.id, label: plain(dimension.label), ordered: dimension.ordered, qualifiedBy: dimension.qualifiedBy ?? null },
      values: Object.fromEntries(Object.entries(dimension.values).map(([value, text]) => [value, plain(text)])),
    })),
    kept: kept.map(({ dimensions: of, keep }) => ({ dimensions: [...of], keep })),
  };
}

function ofOneMerchant({ cuboids }: Journey): KeptCuboid[] {
  return cuboids
    .filter(({ dimensions }) => dimensions.includes('merchant'))
    .map(({ dimensions, keep }) => ({ dimensions: dimensions.filter((id) => id !== 'merchant'), keep }));
}
