/** How the console is built: plain files for the order service to hand out, nothing inlined that a strict CSP would refuse. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: 'dist',
    // A data: URL in a script or style would need a looser policy than the page has.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: {
    // `vite` for development: the API is the running order service's.
    proxy: Object.fromEntries(
      ['/trpc', '/api', '/health', '/docs', '/openapi.json'].map((path) => [
        path,
        'http://127.0.0.1:7999',
      ]),
    ),
  },
});
