// `npm start`: from a fresh clone to a running product. Only looks at the version of Node, so that an old one can still say so.
import { nodeIsNewEnough } from './machine/node-version.mjs';

if (nodeIsNewEnough()) import('./start/main.mjs').then(({ main }) => main(process.argv.slice(2)));
