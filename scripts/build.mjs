// `npm run build`: installs what is missing and builds what is stale.
import { nodeIsNewEnough } from './machine/node-version.mjs';

if (nodeIsNewEnough()) {
  const { ensureBuilt } = await import('./machine/build.mjs');
  const { ensureInstalled } = await import('./machine/packages.mjs');
  const { report } = await import('./machine/trouble.mjs');
  await ensureInstalled().then(ensureBuilt).catch(report);
}
