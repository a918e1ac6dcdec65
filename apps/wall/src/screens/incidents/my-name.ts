const KEY = 'tillwatch.name';
const LONGEST = 60;

/** The name this device's person gave once; empty where none is known or nothing may be kept. */
export function myName(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a name on this device; returns it as it was kept. */
export function keepMyName(name: string): string {
  const kept = name.trim().slice(0, LONGEST);
  try {
    localStorage.setItem(KEY, kept);
  } catch {
    // Private windows keep nothing: the name is asked for again next time.
  }
  return kept;
}
