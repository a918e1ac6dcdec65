// Takes the pictures of the screens against scripted stories: node apps/wall/test/pictures/run.mjs [FOLDER] [BEGINNING OF NAME]
// Needs the built screens (npm run build) and a Chromium (CHROMIUM_BIN, else /usr/bin/chromium).
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
process.chdir(root);
const [folder = 'docs/pictures', only = ''] = process.argv.slice(2);
const entry = resolve(root, 'apps/wall/test/pictures/take-pictures.ts');
const { module } = await runnerImport(entry, { root, configFile: false, logLevel: 'error', resolve: { tsconfigPaths: true } });
const taken = await module.takePictures({ folder: resolve(root, folder), only, chromium: process.env.CHROMIUM_BIN });
process.stderr.write(`${taken.join('\n')}\n`);
process.exit(0);
