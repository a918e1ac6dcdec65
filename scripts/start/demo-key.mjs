// The demo shop's API key: made once, kept in the data folder, made anew when the server no longer knows it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programs } from '../machine/root.mjs';
import { run } from '../machine/run.mjs';
import { Trouble } from '../machine/trouble.mjs';

/** Whether the server takes the key: an empty list of events is refused for its content, not for its key. */
async function isKnown(url, key) {
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '[]',
  });
  return answer.status !== 401 && answer.status !== 403;
}

/** The key, for a server that is ready at `url`. */
export async function demoKey(url, dataDir) {
  const file = join(dataDir, 'demo.key');
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept !== '' && (await isKnown(url, kept))) return kept;
  const { status, output } = await run(process.execPath, [
    programs.cli,
    'token',
    'create',
    '--scope',
    'events:write,events:backfill,stats:read',
    '--data',
    dataDir,
  ]);
  const key = output.trim().split('\n').at(-1) ?? '';
  if (status !== 0) {
    throw new Trouble(
      { ko: `데모 쇼핑몰의 키를 만들지 못했습니다: ${output.trim()}`, en: `The demo shop got no key: ${output.trim()}` },
      { ko: '데모 쇼핑몰 없이 시작하세요: npm start -- --no-demo', en: 'Start without it: npm start -- --no-demo' },
    );
  }
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  return key;
}
