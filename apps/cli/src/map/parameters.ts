import type { LocalisedText } from '@tillwatch/domain';
import type { MapSpec } from './map-schema.js';
import { dayOf } from './read-time.js';

/** Values of a map's parameters, or what is missing or wrong with them. */
export interface Parameters {
  readonly values: ReadonlyMap<string, string>;
  readonly faults: readonly LocalisedText[];
}

/**
 * Settles a map's parameters: what the command line sets, else what the map says for files of this name, else its
 * default.
 *
 * @param fileName without folders
 */
export function settleParameters(spec: MapSpec, set: ReadonlyMap<string, string>, fileName: string): Parameters {
  const values = new Map<string, string>();
  const faults: LocalisedText[] = [];
  for (const [name, { files, default: otherwise }] of Object.entries(spec.parameters)) {
    const forFile = Object.entries(files).find(([pattern]) => fits(fileName, pattern))?.[1];
    const value = set.get(name) ?? forFile ?? otherwise;
    if (value === undefined) faults.push({ ko: `이 파일에는 --set ${name}=값 이 필요합니다`, en: `this file needs --set ${name}=VALUE` });
    else values.set(name, value);
  }
  for (const name of set.keys()) {
    if (name in spec.parameters) continue;
    const known = Object.keys(spec.parameters).join(', ') || '-';
    faults.push({ ko: `맵에 없는 매개변수입니다: ${name} (있는 것: ${known})`, en: `the map has no parameter ${name}; it has ${known}` });
  }
  const date = /^\{(.+)\}$/.exec(spec.time?.date ?? '')?.[1];
  const day = date === undefined ? undefined : values.get(date);
  if (day !== undefined && dayOf(day) === undefined) {
    faults.push({ ko: `날짜는 2022-01-31 형식이어야 합니다: ${day}`, en: `expected a date such as 2022-01-31, found ${day}` });
  }
  return { values, faults };
}

function fits(fileName: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(fileName);
}
