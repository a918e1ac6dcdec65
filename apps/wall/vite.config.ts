import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { pretendard } from './build/fonts.js';
import { reportWallSize } from './build/size.js';

/** The server a `vite` development server hands API and socket traffic to. */
const server = 'http://127.0.0.1:3210';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [pretendard(), svelte(), reportWallSize()],
  resolve: { tsconfigPaths: true },
  build: {
    outDir: '../../dist/wall',
    emptyOutDir: true,
    sourcemap: true,
    target: 'es2022',
    manifest: true,
    // Nothing becomes a data: URL, so that the content security policy need not allow them for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/socket.io': { target: server, ws: true }, '/v1': server, '/healthz': server, '/readyz': server } },
});
