import { checkChromium, checksAtAnyTime, loadConfig, type Check } from '@tillwatch/config';
import { inLanguage, type Language } from '@tillwatch/wording';
import { EXIT, type Session } from '../session.js';

/** Equally wide at a terminal, where a Korean syllable takes two columns. */
const MARKS = {
  ok: { ko: '정상', en: 'ok  ' },
  failed: { ko: '문제', en: 'FAIL' },
};

/** One check as a line, and a second one with what to do about it. */
function linesOf({ name, ok, message, remedy }: Check, language: Language): string {
  const mark = inLanguage(ok ? MARKS.ok : MARKS.failed, language);
  const found = `${mark} ${inLanguage(name, language)}: ${inLanguage(message, language)}`;
  return remedy === undefined ? found : `${found}\n     → ${inLanguage(remedy, language)}`;
}

/**
 * Looks at this machine as `start` would and says what is wrong with it and what to do. What the product that runs on this
 * data folder holds is in order. @returns the exit status
 */
export async function doctor(args: readonly string[], { terminal }: Session): Promise<number> {
  const config = loadConfig({ args });
  const checks = await checksAtAnyTime(config);
  // Only the tests need a browser, so its absence is told and does not count.
  const extras = [await checkChromium()];
  for (const one of [...checks, ...extras]) terminal.out(linesOf(one, terminal.language));
  const failed = checks.filter((one) => !one.ok).length;
  terminal.tell(
    failed === 0
      ? { ko: '문제가 없습니다', en: 'nothing is wrong' }
      : { ko: `고칠 것이 ${failed}개 있습니다`, en: `${failed} ${failed === 1 ? 'thing' : 'things'} to mend` },
  );
  return failed === 0 ? EXIT.ok : EXIT.failed;
}
