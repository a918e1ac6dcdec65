import { senderKey } from '@tillwatch/config';
import { systemClock } from '@tillwatch/domain';
import { languageOf } from '@tillwatch/wording';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOptions } from './options.js';
import { ratesTable } from './rates-table.js';
import { Locked } from './sender.js';
import { Simulator, type Surroundings } from './simulator.js';
import { texts } from './texts.js';

const args = process.argv.slice(2);
const said = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
const language =
  (said === -1 ? undefined : languageOf(args[said]?.split('=')[1] ?? args[said + 1])) ??
  languageOf(Intl.DateTimeFormat().resolvedOptions().locale) ??
  'en';
const options = readOptions(args, language, senderKey());

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());

const around: Surroundings = {
  clock: systemClock,
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  say: (text) => void process.stderr.write(`${text[language]}\n`),
  signal: ending.signal,
};

if (options.rates) {
  for (const line of ratesTable(options.rate, options.seed)) process.stdout.write(`${line}\n`);
} else if (options.key === undefined) {
  around.say(texts.noKey);
  process.exitCode = 2;
} else {
  try {
    await new Simulator(options, options.key, around).run();
    around.say(texts.ended);
  } catch (error) {
    if (!(error instanceof Locked)) throw error;
    around.say(texts.locked(error.message));
    process.exitCode = 1;
  }
}
