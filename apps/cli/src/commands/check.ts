import { checkCatalogue, formatFault } from '@tillwatch/catalogue';
import { ConfigError, configFaultText, installRoot, loadConfig } from '@tillwatch/config';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type Session } from '../session.js';
import { mapFaults, takeMaps } from './map-file.js';

/**
 * Checks all configuration: settings, journeys, policies, maintenance, boards, metric definitions and error codes, and prints
 * every fault.
 *
 * @param options those of `start`, whose settings are checked too, and `--map FILE` for each map file to look at as well
 */
export function check(options: readonly string[], { terminal }: Session): number {
  const { maps, rest: args } = takeMaps(options);
  const faults: string[] = [];
  let dirs: readonly string[];
  try {
    dirs = loadConfig({ args }).configDirs;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    faults.push(...error.faults.map((fault) => configFaultText(fault)[terminal.language]));
    dirs = likelyDirs(args);
  }
  const checked = checkCatalogue(dirs);
  faults.push(...[...checked.faults, ...mapFaults(maps)].map((fault) => formatFault(fault, terminal.language)));
  for (const fault of faults) terminal.out(fault);
  if (faults.length > 0) {
    terminal.tell({ ko: `고칠 곳 ${faults.length}개`, en: `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}` });
    return EXIT.failed;
  }
  const { journeys = [], boards = [], metrics = [], errors } = checked.catalogue ?? {};
  const files = checked.files.length + maps.length;
  const tables = errors?.tableIds.length ?? 0;
  terminal.tell({
    ko: `이상 없음: 파일 ${files}개 (흐름 ${journeys.length}, 화면 ${boards.length}, 지표 ${metrics.length}, 오류 코드표 ${tables})`,
    en: `no faults: ${files} files (journeys ${journeys.length}, boards ${boards.length}, metrics ${metrics.length}, error code tables ${tables})`,
  });
  return EXIT.ok;
}

/** Where journeys and boards lie although a setting is wrong elsewhere, so that their faults are told in the same run. */
function likelyDirs(args: readonly string[]): string[] {
  const named = args.flatMap((arg, at) => (arg === '--config' ? (args[at + 1] ?? []) : arg.startsWith('--config=') ? arg.slice(9) : []));
  return [join(installRoot(), 'config'), ...named.filter((dir) => existsSync(dir))];
}
