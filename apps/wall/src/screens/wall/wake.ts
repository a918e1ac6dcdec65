/**
 * Keeps the screen awake while the page is shown. The browser drops the lock whenever the page is hidden and never gives
 * it back, so it is asked for again; where there is none (plain HTTP, old browsers) the machine's own settings decide.
 */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let stopped = false;
  const ask = async () => {
    if (stopped || !('wakeLock' in navigator) || document.visibilityState !== 'visible') return;
    if (lock && !lock.released) return;
    lock = await navigator.wakeLock.request('screen').catch(() => null);
    lock?.addEventListener('release', () => void ask());
  };
  const onVisible = () => void ask();
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}

const STILL_AFTER_MS = 3_000;

/** Calls `still` with true when the pointer has not moved for three seconds, with false when it moves. */
export function watchPointer(still: (value: boolean) => void): () => void {
  let timer = setTimeout(() => still(true), STILL_AFTER_MS);
  const onMove = () => {
    clearTimeout(timer);
    still(false);
    timer = setTimeout(() => still(true), STILL_AFTER_MS);
  };
  addEventListener('pointermove', onMove);
  return () => {
    clearTimeout(timer);
    removeEventListener('pointermove', onMove);
  };
}
