import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** The server a `vite` development server hands API and socket traffic to. */
const server = 'http://127.0.0.1:3210';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  resolve: { tsconfigPaths: true },
  build: { outDir: '../../dist/wall', emptyOutDir: true, sourcemap: true, target: 'es2022' },
  server: { proxy: { '/socket.io': { target: server, ws: true }, '/v1': server, '/healthz': server, '/readyz': server } },
});
