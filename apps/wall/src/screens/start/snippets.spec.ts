import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wireEventSchema } from '@tillwatch/contract';
import { importCommands, newPrefix, snippet, SNIPPET_KINDS, type SnippetKind } from './snippets.js';

const target = { origin: 'http://127.0.0.1:9', key: 'tw_k', prefix: 'first-0a1b2c3d4e', journey: 'checkout', stage: 'authorisation' };

/** Runs a snippet in a POSIX shell whose `curl` writes what it would have sent to a file. */
function sentBy(kind: SnippetKind): { args: string; body: string } {
  const folder = mkdtempSync(join(tmpdir(), 'snippet-'));
  const script = `curl() { printf '%s\\n' "$@" > '${folder}/args'; cat > '${folder}/body'; }\n${snippet(kind, target)}`;
  writeFileSync(join(folder, 'run.sh'), script);
  execFileSync('sh', [join(folder, 'run.sh')]);
  return { args: readFileSync(join(folder, 'args'), 'utf8'), body: readFileSync(join(folder, 'body'), 'utf8') };
}

describe('the first-run snippets', () => {
  it('are complete', () => {
    for (const kind of SNIPPET_KINDS) {
      expect(snippet(kind, target)).toContain('http://127.0.0.1:9/v1/events');
      expect(snippet(kind, target)).toContain('Bearer tw_k');
    }
    expect(importCommands(target.origin)).toContain("--to 'http://127.0.0.1:9'");
  });

  it('send one valid event of this very moment by curl', () => {
    const { args, body } = sentBy('curl');
    const event = wireEventSchema.parse(JSON.parse(body));
    expect(event.attempt).toMatch(/^first-0a1b2c3d4e-\d+$/);
    expect(Math.abs(Date.parse(event.occurredAt) - Date.now())).toBeLessThan(60_000);
    expect(args.split('\n')).toEqual(expect.arrayContaining(['Authorization: Bearer tw_k', 'Content-Type: application/json']));
  });

  it('send two valid events as lines', () => {
    const { args, body } = sentBy('ndjson');
    const events = body
      .trim()
      .split('\n')
      .map((line) => wireEventSchema.parse(JSON.parse(line)));
    expect(events.map(({ outcome }) => outcome)).toEqual(['ok', 'failed']);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(args).toContain('application/x-ndjson');
  });

  it('know their own events by a prefix nobody else has', () => {
    expect(newPrefix()).toMatch(/^first-[0-9a-f]{10}$/);
    expect(newPrefix()).not.toBe(newPrefix());
  });
});
