import { loadCatalogue, parseDuration } from '@tillwatch/catalogue';
import { loadConfig } from '@tillwatch/config';
import { MAX_EVENTS_PER_REQUEST } from '@tillwatch/contract';
import { readFileSync } from 'node:fs';
import { eventsUrl } from '../send/http-post.js';
import { datasetOf } from '../source/open-source.js';
import { UsageError } from '../usage-error.js';
import type { DryRunRequest } from './dry-run.js';
import type { SendRequest } from './import.js';
import { readMapFile } from './map-file.js';

/** Options of `import` and `replay` as the command line gives them. */
export interface SendOptions {
  readonly map?: string;
  readonly to: string;
  readonly key?: string;
  readonly keyFile?: string;
  readonly dataset?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly batch: string;
  readonly patience: string;
  readonly rejects?: string;
  readonly json?: boolean;
  readonly config?: string;
  readonly speed?: string;
}

const LONGEST_DATASET = 100;

/** Sees to it that a file can be read without a map. @throws UsageError */
export function checkNative(path: string): void {
  if (/\.(ndjson|jsonl)(\.gz)?$|^-$/.test(path)) return;
  throw new UsageError({
    ko: '--map 파일이 필요합니다 (맵 없이 읽을 수 있는 것은 이벤트가 한 줄씩 적힌 NDJSON뿐입니다)',
    en: '--map FILE is missing (only NDJSON whose lines are events already can be read without one)',
  });
}

/** What both a look through a file and its sending need. @throws UsageError, CatalogueError */
function sourceOf(path: string, options: SendOptions): Pick<SendRequest, 'path' | 'map' | 'dataset' | 'set' | 'json' | 'rejectsFile'> {
  const map = options.map === undefined ? undefined : readMapFile(options.map);
  if (map === undefined) checkNative(path);
  const dataset = options.dataset ?? datasetOf(path);
  if (dataset === undefined || dataset === '' || dataset.length > LONGEST_DATASET) {
    throw new UsageError({
      ko: `--dataset 이름이 필요합니다 (${LONGEST_DATASET}자까지). 같은 자료를 다시 보낼 때 같은 이름을 쓰면 두 번 세지 않습니다`,
      en: `--dataset NAME is missing (at most ${LONGEST_DATASET} characters). The same data sent again under the same name is not counted twice`,
    });
  }
  return { path, map, dataset, set: options.set ?? new Map<string, string>(), json: options.json === true, rejectsFile: options.rejects };
}

/** @throws UsageError, CatalogueError */
export function sendRequestOf(path: string, options: SendOptions): SendRequest {
  return {
    ...sourceOf(path, options),
    url: urlOf(options.to),
    key: keyOf(options),
    batchSize: wholeOf('--batch', options.batch, MAX_EVENTS_PER_REQUEST),
    patienceMs: patienceOf(options.patience),
    speed: options.speed === undefined ? undefined : speedOf(options.speed),
  };
}

/** @throws UsageError, CatalogueError */
export function dryRunRequestOf(path: string, options: SendOptions): DryRunRequest {
  const { configDirs } = loadConfig({ args: options.config === undefined ? [] : ['--config', options.config] });
  return { ...sourceOf(path, options), catalogue: loadCatalogue(configDirs) };
}

function urlOf(to: string): URL {
  try {
    return eventsUrl(to);
  } catch {
    throw new UsageError({
      ko: `--to에는 http://127.0.0.1:3210 같은 주소가 필요합니다: ${to}`,
      en: `--to takes an address such as http://127.0.0.1:3210, not ${to}`,
    });
  }
}

function keyOf({ key, keyFile }: SendOptions): string {
  const found = key ?? (keyFile === undefined ? undefined : readFileSync(keyFile, 'utf8').trim().split('\n').at(-1));
  if (found !== undefined && /^[\x21-\x7e]+$/.test(found)) return found;
  throw new UsageError({
    ko: '--key 키 또는 --key-file 파일이 필요합니다. 키 만들기: npx tillwatch token create --scope events:write,stats:read',
    en: '--key KEY or --key-file FILE is missing. To make a key: npx tillwatch token create --scope events:write,stats:read',
  });
}

function wholeOf(option: string, text: string, max: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= max) return number;
  throw new UsageError({
    ko: `${option}에는 1부터 ${max}까지의 정수가 필요합니다: ${text}`,
    en: `${option} takes a whole number from 1 to ${max}, not ${text}`,
  });
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (speed > 0 && speed <= 1_000_000) return speed;
  throw new UsageError({ ko: `--speed에는 0보다 큰 수가 필요합니다: ${text}`, en: `--speed takes a number above 0, not ${text}` });
}

function patienceOf(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  throw new UsageError({
    ko: `--patience에는 30s, 5m 같은 길이가 필요합니다: ${text}`,
    en: `--patience takes a length of time such as 30s or 5m, not ${text}`,
  });
}
