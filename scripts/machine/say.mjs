// Progress for people, on stderr: stdout holds only data.

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Says what is being done, every ten seconds that it still is, and how long it took. */
export async function stage(title, work) {
  const start = performance.now();
  console.error(`· ${title} …`);
  const still = setInterval(() => console.error(`  … ${title}: ${seconds(start)}`), 10_000);
  try {
    const result = await work();
    console.error(`  done in ${seconds(start)}`);
    return result;
  } finally {
    clearInterval(still);
  }
}
