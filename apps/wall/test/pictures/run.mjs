// Takes pictures of the screens against scripted stories.
//   npm run pictures                      those of the documentation, into docs/pictures
//   npm run pictures -- FOLDER [NAME]     all of them, or those whose names begin so, at 1920 × 1080
// Needs the built screens (npm run build) and a Chromium (CHROMIUM_BIN, else /usr/bin/chromium).
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
process.chdir(root);
const [folder, only = ''] = process.argv.slice(2);
const entry = resolve(root, 'apps/wall/test/pictures/take-pictures.ts');
const { module } = await runnerImport(entry, { root, configFile: false, logLevel: 'error', resolve: { tsconfigPaths: true } });
const taken = await module.takePictures({
  folder: resolve(folder ?? 'docs/pictures'),
  documented: folder === undefined,
  only,
  chromium: process.env.CHROMIUM_BIN,
});
process.stderr.write(`${taken.join('\n')}\n`);
process.exit(0);
