import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Builds what the server renders pages with: the same components as in the browser, so that both say the same. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  resolve: { tsconfigPaths: true },
  ssr: { noExternal: true },
  build: {
    outDir: '../../dist/pages',
    emptyOutDir: true,
    target: 'node20',
    ssr: 'src/pages/incident-page.ts',
    emitAssets: false,
  },
});
