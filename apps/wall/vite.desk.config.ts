import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import wall from './vite.config.js';

/** Builds the pages people sit at, apart from the wall, so that none of what they need ever weighs on a wall. */
export default defineConfig({
  ...{ root: import.meta.dirname, resolve: wall.resolve ?? {}, server: wall.server ?? {} },
  plugins: [svelte()],
  build: {
    ...wall.build,
    outDir: '../../dist/desk',
    assetsDir: 'assets/desk',
    manifest: 'manifest.json',
    rolldownOptions: { input: 'desk.html' },
  },
});
