// `npm run bench` and `npm run chaos`: builds what is stale and runs the measurements or the crash tests.
import { nodeIsNewEnough } from './machine/node-version.mjs';

if (nodeIsNewEnough()) import('./measure/main.mjs').then(({ main }) => main(process.argv.slice(2)));
