// The client: React in client/, built into dist/client, which the server hands out. No inline scripts: the page's
// content security policy forbids them, so Vite's module-preload polyfill stays out.

import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

// While developing, the page comes from Vite's port; the server knows its own origin only.
const server = `http://127.0.0.1:${process.env.PORT || 8080}`

/** A path that the build and the development server read alike. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

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

/** Letters that only some names need: loaded where one of them stands, and by no device ahead. */
const lettersOfSome = /-(cyrillic|greek|vietnamese)(-ext)?-wght/

/** Tells the service worker which files make up this version, and gives the version its name. */
const precached: Plugin = {
  name: 'precached',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    const files = Object.keys(bundle).filter(
      (file) => /\.(js|css|woff2|svg)$/.test(file) && file !== workerFile && !lettersOfSome.test(file),
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

/** The notices of everything that is in the bundle, handed out beside it. */
const noticesFile = 'third-party-licenses.md'

/** Vite lists the packages that scripts come from; fonts are files, and theirs want to be passed on too. */
const fontNotices: Plugin = {
  name: 'font-notices',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    const files = Object.values(bundle).flatMap((one) => (one.type === 'asset' ? one.originalFileNames : []))
    const packages = new Set(
      files.flatMap((file) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
    )
    for (const folder of [...packages].sort()) {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const text = readFileSync(join(folder, 'LICENSE'), 'utf8').trim()
      appendFileSync(join(dir!, noticesFile), `\n## ${name} - ${version} (${license})\n\n${text}\n`)
    }
  },
}

export default defineConfig({
  root: 'client',
  plugins: [react(), precached, compressed, fontNotices],
  // One copy each: a second Yjs or ProseMirror would not recognise the first one's objects.
  resolve: { dedupe: ['yjs', 'react', 'react-dom', '@tiptap/pm', 'lib0'] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // One file of styles, 25 kB: each file more is a third of a second on a phone.
    cssCodeSplit: false,
    // Read by the server, which tells browsers early what a case's page needs.
    manifest: true,
    license: { fileName: noticesFile },
    modulePreload: { polyfill: false },
    // Inlined assets would be data: addresses, which the policy forbids.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [here('client/index.html'), here('client/service-worker.ts')],
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
              test: /client\/(api|offline|ui(?!\/(QrCode|form\/TextArea)))\/|client\/pages\/phones\/|shared\/|@tabler|@tanstack|@mantine(?!.*(Combobox|Textarea))|@floating-ui/,
              minShareCount: 2,
            },
            {
              name: 'live',
              test: /socket\.io|engine\.io|notepack|component-emitter|client\/sync\/(live|deliveries|save-state)|client\/offline\/(use-)?kept-draft/,
              minShareCount: 2,
            },
            { name: 'qr', test: /node_modules\/uqr\/|client\/ui\/QrCode/ },
            {
              // What several tabs of a case share: it comes with the first of them.
              name: 'case',
              test: /client\/pages\/case\/(view|people|frame)\/|client\/sync\/(watch|record-text)|client\/ui\/form\/TextArea|textarea-autosize|@mantine.*Textarea/,
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
      '/demo/sign-in': { target: server },
    },
  },
})
