import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import type { z } from 'zod';
import { expectation, RULES, type Rules } from './expectation.js';
import type { Fault } from './fault.js';

type Path = readonly PropertyKey[];

/** What was read of one YAML file: its checked value, or why there is none, and where in the file things are. */
export interface YamlReading<T> {
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
  /** Line (from 1) of the entry at `path`, or of its nearest parent that exists. */
  readonly lineOf: (path: Path) => number;
}

/**
 * Reads YAML text and checks it against `schema`, listing every fault with its line.
 *
 * @param file the name shown in faults
 * @param rules sentences for error texts of the schema that are not the catalogue's own
 */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>, rules: Rules = {}): YamlReading<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineOf = (path: Path): number => lineAt(document, lines, path);
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => {
      const { line } = lines.linePos(error.pos[0]);
      return { file, line, path: '', message: { ko: `YAML 문법 오류: ${error.message}`, en: `not valid YAML: ${error.message}` } };
    });
    // One torn place makes the parser complain several times.
    return { value: undefined, faults: faults.filter(({ line }, at) => faults.findIndex((other) => other.line === line) === at), lineOf };
  }
  const data: unknown = document.toJS();
  const checked = schema.safeParse(data);
  if (checked.success) return { value: checked.data, faults: [], lineOf };
  const faults = flatten(checked.error.issues).map((issue) => toFault({ file, data, lineOf, rules: { ...RULES, ...rules } }, issue));
  return { value: undefined, faults, lineOf };
}

/** Breaks issues that stand for several (unknown keys, unions) into one per entry at fault. */
function flatten(issues: readonly z.core.$ZodIssue[], base: Path = []): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key], path: [...path, key] }));
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return flatten(nearestBranch(issue.errors), path);
    if ((issue.code === 'invalid_key' || issue.code === 'invalid_element') && issue.issues.length > 0) return flatten(issue.issues, path);
    return [{ ...issue, path }];
  });
}

type Branch = readonly z.core.$ZodIssue[];

/** Whether the value was not even of the branch's kind (a mapping where the branch wants text). */
const isOfOtherKind = (branch: Branch): boolean => branch.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0);

/** The union branch the writer most likely meant: of the value's kind, with faults deepest, then with the fewest. */
function nearestBranch(branches: readonly Branch[]): Branch {
  const depth = (branch: Branch): number => Math.max(0, ...branch.map((issue) => issue.path.length));
  const kind = (branch: Branch): number => (isOfOtherKind(branch) ? 1 : 0);
  return [...branches].sort((a, b) => kind(a) - kind(b) || depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

interface Place {
  readonly file: string;
  readonly data: unknown;
  readonly lineOf: (path: Path) => number;
  readonly rules: Rules;
}

function toFault({ file, data, lineOf, rules }: Place, issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return { file, line: lineOf(issue.path), path, message: { ko: '알 수 없는 항목입니다', en: 'not a known entry here' } };
  }
  return { file, line: lineOf(issue.path), path, message: expectation(issue, valueAt(data, issue.path), rules) };
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

function lineAt(document: Document.Parsed, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  const start = document.contents?.range[0];
  return start === undefined ? 1 : Math.max(1, lines.linePos(start).line);
}

/** Where the entry begins: its key in a mapping, itself in a list. */
function offsetOf(document: Document.Parsed, path: Path): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = String(path[path.length - 1]);
  if (isMap(parent)) {
    const pair = parent.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === last);
    return pair !== undefined && isNode(pair.key) ? pair.key.range?.[0] : undefined;
  }
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}
