// `npm test`: gets what the tests need, then runs all three sizes. The last line is "N passed, N failed".
import { nodeIsNewEnough } from './machine/node-version.mjs';

if (nodeIsNewEnough()) import('./test/main.mjs').then(({ main }) => main(process.argv.slice(2)));
