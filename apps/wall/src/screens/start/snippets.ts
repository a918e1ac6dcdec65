/** What a snippet is made for. */
export interface SnippetTarget {
  /** Scheme, host and port of the server as the browser reached it. */
  readonly origin: string;
  readonly key: string;
  /** The beginning of the attempt's id, by which the page knows its own event among others. */
  readonly prefix: string;
  readonly journey: string;
  readonly stage: string;
}

export type SnippetKind = 'curl' | 'ndjson' | 'node';
export const SNIPPET_KINDS: readonly SnippetKind[] = ['curl', 'ndjson', 'node'];

/** Seconds since the epoch keep a second paste from being a repeat of the first; both are filled in by the shell. */
const SHELL_NOW = '$(date -u +%Y-%m-%dT%H:%M:%SZ)';
const SHELL_UNIQUE = '$(date +%s)';
const DIMENSIONS = '"merchant": "my-shop", "provider": "kg-inicis", "method": "card"';

function curlHead({ origin, key }: SnippetTarget, type: string): string {
  return [`curl -sS '${origin}/v1/events' \\`, `  -H 'Authorization: Bearer ${key}' \\`, `  -H 'Content-Type: ${type}' \\`].join('\n');
}

/** One event by curl; works as pasted in any POSIX shell. */
function curl(target: SnippetTarget): string {
  const { prefix, journey, stage } = target;
  return `${curlHead(target, 'application/json')}
  -d @- <<EOF
{
  "id": "${prefix}-${SHELL_UNIQUE}",
  "attempt": "${prefix}-${SHELL_UNIQUE}",
  "journey": "${journey}", "stage": "${stage}", "outcome": "failed",
  "occurredAt": "${SHELL_NOW}",
  "dimensions": {
    ${DIMENSIONS}
  },
  "error": { "code": "1254" }
}
EOF`;
}

/** Several events in one request, one a line. */
function ndjson(target: SnippetTarget): string {
  const { prefix, journey, stage } = target;
  const line = (name: string, outcome: string) =>
    `{"id":"${prefix}-${name}-${SHELL_UNIQUE}","attempt":"${prefix}-${name}-${SHELL_UNIQUE}","journey":"${journey}","stage":"${stage}","outcome":"${outcome}","occurredAt":"${SHELL_NOW}","dimensions":{${DIMENSIONS.replaceAll(' ', '')}}}`;
  return `${curlHead(target, 'application/x-ndjson')}
  --data-binary @- <<EOF
${line('a', 'ok')}
${line('b', 'failed')}
EOF`;
}

/** One event from a program. */
function node({ origin, key, prefix, journey, stage }: SnippetTarget): string {
  return `// first.mjs · node first.mjs
const id = \`${prefix}-\${Date.now()}\`;
const answer = await fetch('${origin}/v1/events', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${key}', 'Content-Type': 'application/json' },
  body: JSON.stringify({
    id, attempt: id,
    journey: '${journey}', stage: '${stage}', outcome: 'failed',
    occurredAt: new Date().toISOString(),
    dimensions: { merchant: 'my-shop', provider: 'kg-inicis', method: 'card' },
    error: { code: '1254' },
  }),
});
console.log(answer.status, await answer.text());`;
}

/** The snippet of a kind, complete: nothing in it is left to be replaced. */
export function snippet(kind: SnippetKind, target: SnippetTarget): string {
  if (kind === 'curl') return curl(target);
  return kind === 'ndjson' ? ndjson(target) : node(target);
}

/** The two lines that bring in history: importing needs a key of its own. */
export function importCommands(origin: string): string {
  return `KEY=$(npx tillwatch token create \\
  --scope events:write,events:backfill | tail -n 1)
npx tillwatch import history.csv --map examples/maps/psp.yaml \\
  --to '${origin}' --key "$KEY"`;
}

/** A prefix no other page has: 40 bits of chance. */
export function newPrefix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return `first-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
