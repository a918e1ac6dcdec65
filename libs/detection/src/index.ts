export { createMemory, type SegmentMemory } from './memory.js';
export { observe } from './observe.js';
export { replay, type PastMinute } from './replay.js';
export { seedBaseline, type PastHour } from './seed.js';
export { type JudgeSettings, type Observation } from './settings.js';
export { usualAt } from './usual.js';
export { AGAIN_WITHIN_MS, holdAgain, letGo, memoryOfRise, type KnownRise } from './trouble.js';
