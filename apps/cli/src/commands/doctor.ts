import { checkChromium, checksBeforeStart, loadConfig } from '@tillwatch/config';
import { EXIT, type Session } from '../session.js';

/** Looks at this machine as `start` would and says what is wrong with it and what to do. @returns the exit status */
export async function doctor(args: readonly string[], { terminal }: Session): Promise<number> {
  const config = loadConfig({ args });
  const checks = await checksBeforeStart(config);
  // Only the tests need a browser, so its absence is told and does not count.
  const extras = [await checkChromium()];
  for (const { name, ok, message, remedy } of [...checks, ...extras]) {
    terminal.out(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${message}${remedy === '' ? '' : `\n     → ${remedy}`}`);
  }
  const failed = checks.filter((one) => !one.ok).length;
  terminal.tell(
    failed === 0
      ? { ko: '이상 없음', en: 'nothing is wrong' }
      : { ko: `고칠 것 ${failed}개`, en: `${failed} ${failed === 1 ? 'thing' : 'things'} to mend` },
  );
  return failed === 0 ? EXIT.ok : EXIT.failed;
}
