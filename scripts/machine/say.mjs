// Progress for people, on stderr: stdout holds only data.
import { say } from './language.mjs';

/** Says what is being done ({ ko, en }), every ten seconds that it still is, and how long it took. */
export async function stage(title, work) {
  const start = performance.now();
  const elapsed = () => ((performance.now() - start) / 1000).toFixed(1);
  console.error(`· ${say(title)} …`);
  const still = setInterval(() => console.error(`  … ${say(title)}: ${say({ ko: `${elapsed()}초`, en: `${elapsed()} s` })}`), 10_000);
  try {
    const result = await work();
    console.error(say({ ko: `  완료 (${elapsed()}초)`, en: `  done in ${elapsed()} s` }));
    return result;
  } finally {
    clearInterval(still);
  }
}
