import type { IncidentAnswer } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import { NO_NUMBER } from './rate.js';

/** What ends a line or does something to a terminal; what is not seen and turns or hides what is; more than two accents on a letter. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
const HIDDEN = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;
const STACKED = /(\p{M}{2})\p{M}+/gu;

/** A text of others in one line, without what is not seen: direction marks, joiners, control characters. A dash where nothing is left. */
export function tidied(text: string): string {
  const seen = text.replace(BREAKS, ' ').replace(HIDDEN, '').replace(STACKED, '$1').trim();
  return seen === '' ? NO_NUMBER : seen;
}

/** At most so many characters (code points) of a text; of a longer one the beginning and `…`. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most
    ? text
    : `${characters
        .slice(0, Math.max(0, most - 1))
        .join('')
        .trimEnd()}…`;
}

/**
 * An incident whose names are fit for a message: each in one line and of at most so many characters, so that sentences made of it have an
 * end. Numbers and times are as they were.
 */
export function tidyIncident(incident: IncidentAnswer, most: number): IncidentAnswer {
  const plain = (text: string): string => shortened(tidied(text), most);
  const name = ({ ko, en }: LocalisedText): LocalisedText => ({ ko: plain(ko), en: plain(en) });
  const { acknowledgedBy, resolvedBy } = incident;
  return {
    ...incident,
    ...{ journeyLabel: name(incident.journeyLabel), stageLabel: name(incident.stageLabel) },
    stages: incident.stages.map((stage) => ({ ...stage, label: name(stage.label) })),
    cause: incident.cause.map((cause) => ({ ...cause, labels: cause.labels.map(name) })),
    contrasts: incident.contrasts.map((contrast) => ({
      ...contrast,
      ...{ dimensionLabel: name(contrast.dimensionLabel), labels: contrast.labels.map(name) },
    })),
    errors: incident.errors.map((error) => ({ ...error, label: name(error.label) })),
    acknowledgedBy: acknowledgedBy === null ? null : plain(acknowledgedBy),
    resolvedBy: resolvedBy === null ? null : plain(resolvedBy),
  };
}
