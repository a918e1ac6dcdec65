import { wallClock } from '@tillwatch/wording';

const ORBIT_STEP_MS = 3 * 60_000;
/** Eight places on a circle of 0.4 vh around the middle. */
const ORBIT_PLACES = 8;
const ORBIT_RADIUS = 0.4;

/** Where the board stands at `now` so that no pixel burns in, in vh. */
export function orbitAt(now: number): { readonly x: number; readonly y: number } {
  const angle = ((Math.floor(now / ORBIT_STEP_MS) % ORBIT_PLACES) / ORBIT_PLACES) * 2 * Math.PI;
  const place = (part: number) => Math.round(part * ORBIT_RADIUS * 100) / 100;
  return { x: place(Math.cos(angle)), y: place(Math.sin(angle)) };
}

/** The same in CSS pixels: whole device pixels, so that no text is blurred. */
export function orbitPixels(now: number): { readonly x: number; readonly y: number } {
  const { x, y } = orbitAt(now);
  const pixels = (vh: number) => Math.round((vh * innerHeight * devicePixelRatio) / 100) / devicePixelRatio;
  return { x: pixels(x), y: pixels(y) };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 04:10, give or take ten minutes, so that not all walls reload at once. */
const NIGHTLY_MINUTE = 4 * 60 + 10;
const NIGHTLY_SPREAD = 20;
const HEAP_LIMIT = 150 * 1024 * 1024;

/** What decides whether a page should start afresh. */
export interface UpkeepScene {
  readonly now: number;
  readonly timeZone: string;
  /** Nothing is wrong and the link is good: a reload hides nothing and finds its server. */
  readonly calm: boolean;
  readonly openFor: number;
  /** 0..1, drawn once per page: this wall's place in the spread. */
  readonly draw: number;
  readonly build: { readonly first: string; readonly latest: string };
  /** Bytes of JavaScript heap, where the browser tells. */
  readonly heap: number | null;
}

export type ReloadReason = 'new_build' | 'nightly' | 'heap';

/** Why the page should reload now, if it should. Only ever in calm. */
export function reloadReason(scene: UpkeepScene): ReloadReason | null {
  if (!scene.calm || scene.openFor < MINUTE) return null;
  if (scene.build.first !== scene.build.latest) return 'new_build';
  if (scene.heap !== null && scene.heap > HEAP_LIMIT) return 'heap';
  const { hour, minute } = wallClock(scene.now, scene.timeZone);
  const due = NIGHTLY_MINUTE - NIGHTLY_SPREAD / 2 + Math.floor(scene.draw * (NIGHTLY_SPREAD + 1));
  return scene.openFor > HOUR && hour * 60 + minute === due ? 'nightly' : null;
}
