// The client: React in client/, built into dist/client, which the server hands out. No inline scripts: the page's
// content security policy forbids them, so Vite's module-preload polyfill stays out.

import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// While developing, the page comes from Vite's port; the server knows its own origin only.
const server = `http://127.0.0.1:${process.env.PORT || 8080}`

export default defineConfig({
  root: 'client',
  plugins: [react()],
  // One copy each: a second Yjs or ProseMirror would not recognise the first one's objects.
  resolve: { dedupe: ['yjs', 'react', 'react-dom', '@tiptap/pm', 'lib0'] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Inlined assets would be data: addresses, which the policy forbids.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      // client/api is source, not the API.
      '^/api/(?!.*[.]tsx?)': { target: server, headers: { origin: server } },
      '/socket.io': { target: server, headers: { origin: server }, ws: true },
    },
  },
})
