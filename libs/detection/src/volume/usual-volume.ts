import { HOUR, MINUTE } from '../policy.js';
import { levelOf } from './level.js';
import type { VolumeMemory } from './memory.js';
import { profileAt } from './profile.js';

/** Events a minute that are to be expected at a local hour of day (a fraction), as lately as it goes; null while the hour is not known. */
export function usualVolume(memory: VolumeMemory, hourOfDay: number): number | null {
  const perHour = profileAt(memory, hourOfDay);
  return perHour === null ? null : perHour * levelOf(memory) * (MINUTE / HOUR);
}
