// The client: React in client/, built into dist/client, which the server hands out. No inline scripts: the page's
// content security policy forbids them, so Vite's module-preload polyfill stays out.

import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// While developing, the page comes from Vite's port; the server knows its own origin only.
const server = `http://127.0.0.1:${process.env.PORT || 8080}`

const workerFile = 'service-worker.js'

/** Below this, compressing saves less than a packet. */
const tooSmallBytes = 1_000

/** Puts a .br and a .gz beside every script and style, which the server sends instead: a third of the bytes to a phone. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const name of Object.keys(bundle).filter(
      (file) => /\.(js|css|svg)$/.test(file) && file !== workerFile,
    )) {
      const path = join(dir!, name)
      const bytes = readFileSync(path)
      if (bytes.byteLength < tooSmallBytes) continue
      writeFileSync(`${path}.br`, brotliCompressSync(bytes))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
}

/** Tells the service worker which files make up this version, and gives the version its name. */
const precached: Plugin = {
  name: 'precached',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    const files = Object.keys(bundle).filter(
      (file) => /\.(js|css|woff2|svg)$/.test(file) && file !== workerFile,
    )
    const version = createHash('sha256').update(files.sort().join()).digest('hex').slice(0, 12)
    const path = join(dir!, workerFile)
    const worker = readFileSync(path, 'utf8')
    const list = JSON.stringify(files.map((file) => `/${file}`))
    writeFileSync(
      path,
      worker.replace('__VERSION__', version).replace(/['"`]__FILES__['"`]/, () => list),
    )
  },
}

export default defineConfig({
  root: 'client',
  plugins: [react(), precached, compressed],
  // One copy each: a second Yjs or ProseMirror would not recognise the first one's objects.
  resolve: { dedupe: ['yjs', 'react', 'react-dom', '@tiptap/pm', 'lib0'] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // One file of styles, 25 kB: each file more is a third of a second on a phone.
    cssCodeSplit: false,
    // Read by the server, which tells browsers early what a case's page needs.
    manifest: true,
    modulePreload: { polyfill: false },
    // Inlined assets would be data: addresses, which the policy forbids.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['client/index.html', 'client/service-worker.ts'],
      // Its address stays the same, so that browsers find the next one.
      output: {
        // Few files: on a phone in a crowd each costs a third of a second, and six come at a time.
        codeSplitting: {
          groups: [
            {
              name: 'record',
              test: /node_modules\/(yjs|lib0|y-protocols|fractional-indexing)\/|shared\/record\//,
            },
            {
              name: 'frame',
              test: /client\/(api|keep|ui(?!\/QrCode))\/|client\/pages\/phones\/|shared\/|@tabler|@tanstack|@mantine(?!.*Combobox)|@floating-ui/,
              minShareCount: 2,
            },
            {
              name: 'live',
              test: /socket\.io|engine\.io|notepack|component-emitter|client\/sync\/(live|deliveries|save-state)/,
              minShareCount: 2,
            },
          ],
        },
        entryFileNames: ({ name }) => (name === 'service-worker' ? workerFile : 'assets/[name]-[hash].js'),
      },
    },
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
