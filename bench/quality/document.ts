import { parseArgs } from 'node:util';

/** How much is asked of a run: `runs` of each scenario, `days` of the demo shop; `full` lives through more of everything. */
export interface Asked {
  readonly full: boolean;
  readonly runs?: string | undefined;
  readonly days?: string | undefined;
}

const OPTIONS = {
  full: { type: 'boolean', default: false },
  only: { type: 'string' },
  runs: { type: 'string' },
  days: { type: 'string' },
} as const;

/** What the command line asks for, and of which section alone. @throws TypeError where it means nothing */
export function askedOf(args: readonly string[]): Asked & { readonly only?: string | undefined } {
  return parseArgs({ args: [...args], options: OPTIONS }).values;
}

/** Runs of each scenario. */
export const runsOf = ({ full, runs }: Asked): number => Number(runs ?? (full ? 7 : 1));
/** Days of the demo shop. */
export const daysOf = ({ full, days }: Asked): number => Number(days ?? (full ? 30 : 1));

/** How long a run of a section is beside other runs of it. */
function lengthOf(name: string, asked: Asked): number {
  return name === 'scenarios' ? runsOf(asked) : name === 'demo' ? daysOf(asked) : Number(asked.full);
}

/** The command that makes a section. */
export function commandOf(name: string, { full, runs, days }: Asked): string {
  const more =
    name === 'scenarios' && runs !== undefined ? ` --runs ${runs}` : name === 'demo' && days !== undefined ? ` --days ${days}` : '';
  return `npm run quality --${full ? ' --full' : ''} --only ${name}${more}`;
}

/** Where a section stands between its markers. @throws Error where it has none */
function placeOf(document: string, name: string): { from: number; to: number } {
  const [begin, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  const from = document.indexOf(begin) + begin.length;
  const to = document.indexOf(end);
  if (from < begin.length || to < from) throw new Error(`docs/quality.md has no markers ${begin} … ${end}`);
  return { from, to };
}

/** The command that made what stands in a section, if that was a longer run than the one asked for. */
export function longerRunOf(document: string, name: string, asked: Asked): string | undefined {
  const { from, to } = placeOf(document, name);
  const [command, args] = /`(npm run quality --( [^`]*))`/.exec(document.slice(from, to))?.slice(1) ?? [];
  if (command === undefined || args === undefined) return undefined;
  return lengthOf(name, askedOf(args.trim().split(' '))) > lengthOf(name, asked) ? command : undefined;
}

/** Replaces a section, and says by which command it was made. */
export function fill(document: string, { name, text }: { readonly name: string; readonly text: string }, asked: Asked): string {
  const { from, to } = placeOf(document, name);
  return `${document.slice(0, from)}\n\nMade by \`${commandOf(name, asked)}\`.\n\n${text}\n\n${document.slice(to)}`;
}
