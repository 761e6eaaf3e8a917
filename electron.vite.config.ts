import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Everything is bundled (all packages are devDependencies), so that app.asar holds no node_modules.
// The target is what both the pinned Electron and 33 (the test runtime) offer: see build/runtime.mjs.
const node = 'node20.18';
const chrome = 'chrome130';

export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: 'out/main',
      rollupOptions: {
        input: {
          index: 'electron/main/index.ts',
          network: 'electron/network/entry.ts',
          mock: 'electron/mock-exchange/process.ts',
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: 'out/preload',
      // A sandboxed preload must be CommonJS, also in a package of type "module".
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      target: chrome,
      outDir: 'out/renderer',
      minify: true,
      rollupOptions: {
        input: {
          index: 'renderer/index.html',
          compose: 'renderer/compose.html',
          message: 'renderer/message.html',
          'pdf-frame': 'renderer/pdf-frame.html',
        },
      },
    },
  },
});
