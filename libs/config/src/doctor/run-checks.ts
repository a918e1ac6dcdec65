import type { AppConfig } from '../app-config.js';
import type { Holder } from '../data-folder-lock.js';
import type { Check } from './check.js';
import { checkDataFolder, checkDataFolderFree, checkFreeDisk } from './data-folder.js';
import { checkNodeVersion } from './node-version.js';
import { ownServer } from './own-server.js';
import { checkPortFree } from './port.js';
import { checkRedis } from './redis.js';

async function checksOf(config: AppConfig, own?: Holder): Promise<readonly Check[]> {
  return [
    checkNodeVersion(),
    checkDataFolder(config.dataDir),
    checkFreeDisk(config.dataDir),
    checkDataFolderFree(config.dataDir, own),
    ...(await Promise.all([checkPortFree(config.port, config.listen, own), checkRedis(config)])),
  ];
}

/** All that a start needs of this machine, in the order in which faults are best mended. */
export function checksBeforeStart(config: AppConfig): Promise<readonly Check[]> {
  return checksOf(config);
}

/**
 * The same for a look at any time: the folder and the port that the product's own server on this data folder holds are in
 * order, where a second start would have to be refused.
 */
export function checksAtAnyTime(config: AppConfig): Promise<readonly Check[]> {
  return checksOf(config, ownServer(config.dataDir));
}
