export type { GroupNumbers, NumbersQuestion } from './group-numbers.js';
export { Playback, type PlaybackEvents, type Recorded } from './playback.js';
export { SimulatedInstallation, TENANT, type InstallationParts, type Sent } from './simulated-installation.js';
