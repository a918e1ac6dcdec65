// `npm run verify`: everything that can be checked without a service, in seconds. Arguments choose steps by name.
import { nodeIsNewEnough } from './machine/node-version.mjs';

if (nodeIsNewEnough()) import('./verify/main.mjs').then(({ main }) => main(process.argv.slice(2)));
