import { SCENARIOS } from './scenario-list.js';
import { live } from './run.js';
const s = SCENARIOS.find(({ id }) => id === 'calm')!;
await live({ ...s, seconds: 600 }, 1);
