import { CatalogueError, readYaml, type Fault } from '@tillwatch/catalogue';
import type { LocalisedText } from '@tillwatch/domain';
import { readFileSync } from 'node:fs';
import { retriedOf } from './event-schema.js';
import { MAP_RULES, mapSchema, type MapSpec, type TimeSpec } from './map-schema.js';
import { ruleNames } from './mapper.js';
import { NAMED_FORMATS } from './read-time.js';
import { compileTimeFormat } from './time-format.js';

/** Reads and checks a map file. @throws CatalogueError with every fault and its line */
export function readMap(file: string): MapSpec {
  return parseMap(file, readFileSync(file, 'utf8'));
}

/** Like {@link readMap}, for text already read. */
export function parseMap(file: string, text: string): MapSpec {
  const { value, faults, lineOf } = readYaml(file, text, mapSchema, MAP_RULES);
  if (value === undefined) throw new CatalogueError(faults);
  const spec = withLogDefaults(value);
  const found = crossCheck(spec).map(({ path, message }): Fault => ({ file, line: lineOf(path), path: path.join('.'), message }));
  if (found.length > 0) throw new CatalogueError(found);
  return spec;
}

/** Access logs write their times in one way. */
function withLogDefaults(spec: MapSpec): MapSpec {
  if (spec.source.format !== 'access-log' || spec.time !== undefined) return spec;
  return { ...spec, time: { column: 'time', format: 'dd/MMM/yyyy:HH:mm:ss Z' } };
}

interface Finding {
  readonly path: (string | number)[];
  readonly message: LocalisedText;
}

function finding(path: (string | number)[], ko: string, en: string): Finding {
  return { path, message: { ko, en } };
}

function crossCheck(spec: MapSpec): Finding[] {
  return [...checkTime(spec), ...checkRules(spec), ...checkRequired(spec), ...checkRetries(spec)];
}

function checkTime({ time, parameters }: MapSpec): Finding[] {
  if (time === undefined) return [finding(['time'], '값이 없습니다 (column과 format 필요)', 'missing; expected column and format')];
  const findings: Finding[] = [];
  if ((time.column === undefined) === (time.template === undefined)) {
    findings.push(finding(['time'], 'column과 template 가운데 하나만 있어야 합니다', 'expected either column or template'));
  }
  const parameter = /^\{(.+)\}$/.exec(time.date ?? '')?.[1];
  if (parameter !== undefined && !(parameter in parameters)) {
    findings.push(finding(['time', 'date'], `parameters에 없는 이름입니다: ${parameter}`, `"${parameter}" is not among the parameters`));
  }
  return [...findings, ...checkFormat(time)];
}

function checkFormat({ format, zone, date }: TimeSpec): Finding[] {
  if (format === undefined || NAMED_FORMATS.includes(format)) return [];
  const { hasOffset, hasDate } = compileTimeFormat(format);
  const findings: Finding[] = [];
  if (!hasOffset && zone === undefined) {
    const en = 'expected a time zone (such as Asia/Seoul), because the format has no Z';
    findings.push(finding(['time', 'zone'], '형식에 Z가 없으면 zone이 필요합니다 (예: Asia/Seoul)', en));
  }
  if (!hasDate && date === undefined) {
    findings.push(finding(['time', 'date'], '형식에 날짜가 없으면 date가 필요합니다', 'expected a date, because the format has no day'));
  }
  return findings;
}

function checkRules(spec: MapSpec): Finding[] {
  const names = ruleNames(spec);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: ['emit', index],
            message: {
              ko: `다른 규칙과 같은 이름입니다: "${name}" (id로 구분해야 합니다)`,
              en: `another rule is called "${name}" too; give each an id`,
            },
          },
        ],
  );
}

/** Every event needs these three, from the rule itself or from what all events have in common. */
function checkRequired(spec: MapSpec): Finding[] {
  const rules = spec.emit ?? [{ event: {} }];
  return rules.flatMap(({ event }, index) =>
    (['journey', 'stage', 'outcome'] as const)
      .filter((field) => event[field] === undefined && spec.event[field] === undefined)
      .map((field) => ({
        path: spec.emit === undefined ? ['event', field] : ['emit', index, 'event', field],
        message: { ko: '값이 없습니다', en: 'missing; every event needs one' },
      })),
  );
}

/** A row of many attempts is no try of one purchase. */
function checkRetries(spec: MapSpec): Finding[] {
  if (retriedOf(spec.event) === undefined || spec.count === undefined) return [];
  const ko = 'count와 함께 쓸 수 없습니다 (여러 건을 뜻하는 행은 한 구매의 재시도가 아님)';
  return [finding(['event', 'purchase'], ko, 'does not go with count: a row of many attempts is no try of one purchase')];
}
