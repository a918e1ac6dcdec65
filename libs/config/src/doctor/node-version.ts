import { same } from '../same.js';
import { failed, passed, type Check } from './check.js';

/** Oldest Node that runs the product and its build. */
const OLDEST = { major: 20, minor: 19 } as const;

/** Is this Node new enough? `version` is `20.19.0`, without a v. */
export function checkNodeVersion(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  const needed = `${OLDEST.major}.${OLDEST.minor}`;
  if (enough) return passed(same('node'), same(`Node ${version}`));
  return failed(
    same('node'),
    {
      ko: `Node ${version}: 너무 오래된 버전입니다. ${needed} 이상이 필요합니다`,
      en: `Node ${version} is too old: ${needed} or newer is needed`,
    },
    {
      ko: `Node ${needed} 이상을 설치하세요. 예: https://nodejs.org`,
      en: `Install Node ${needed} or newer, for example from https://nodejs.org`,
    },
  );
}
