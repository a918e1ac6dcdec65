// Written so that very old versions of Node can read it too: it is what tells them so.
import { say } from './language.mjs';

/** Says so and returns false when this Node is too old. */
export function nodeIsNewEnough() {
  var version = process.versions.node;
  var parts = version.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return true;
  console.error(
    say({
      ko: '\n✗ Node ' + version + ': 너무 오래된 버전입니다. 20.19 이상이 필요합니다',
      en: '\n✗ Node ' + version + ' is too old: 20.19 or newer is needed',
    }),
  );
  console.error(
    say({
      ko: '  → Node 20.19 이상을 설치하세요. 예: https://nodejs.org',
      en: '  → Install Node 20.19 or newer, for example from https://nodejs.org',
    }),
  );
  process.exitCode = 1;
  return false;
}
