import { wallClock } from '@tillwatch/wording';

export type Theme = 'day' | 'night';
export type ThemeChoice = Theme | 'auto';

const DAY_FROM = 7;
const DAY_UNTIL = 19;
const DIM_FROM = 22;

/** The choice an address names; `auto` where it names none. */
export function themeChoice(text: string | null): ThemeChoice {
  return text === 'day' || text === 'night' ? text : 'auto';
}

/** Day from 7 to 19 o'clock where the board hangs, night otherwise, unless chosen. */
export function themeAt(choice: ThemeChoice, now: number, timeZone: string): Theme {
  if (choice !== 'auto') return choice;
  const { hour } = wallClock(now, timeZone);
  return hour >= DAY_FROM && hour < DAY_UNTIL ? 'day' : 'night';
}

/** Late in the evening the night theme is dimmed, as long as nothing is wrong. */
export function dimmedAt(theme: Theme, now: number, timeZone: string): boolean {
  const { hour } = wallClock(now, timeZone);
  return theme === 'night' && (hour >= DIM_FROM || hour < DAY_FROM);
}

/** Shows a page that somebody sits at in the theme chosen, else in the one their system prefers. */
export function showTheme(choice: ThemeChoice): void {
  const dark = choice === 'night' || (choice === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'night' : 'day';
}
