import type { AppConfig } from '../app-config.js';
import type { Check } from './check.js';
import { checkDataFolder, checkDataFolderFree, checkFreeDisk } from './data-folder.js';
import { checkNodeVersion } from './node-version.js';
import { checkPortFree } from './port.js';
import { checkRedis } from './redis.js';

/** All that a start needs of this machine, in the order in which faults are best mended. */
export async function checksBeforeStart(config: AppConfig): Promise<readonly Check[]> {
  return [
    checkNodeVersion(),
    checkDataFolder(config.dataDir),
    checkFreeDisk(config.dataDir),
    checkDataFolderFree(config.dataDir),
    ...(await Promise.all([checkPortFree(config.port, config.listen), checkRedis(config)])),
  ];
}
