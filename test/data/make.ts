// `npm run keep-data`: keeps a data directory as this version makes it, with an invented event in it, for every later
// version to open (test/kept-data.test.ts). `-- CHECKOUT` keeps one of the version in another checkout.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { fillEvent, type Kept } from '../helpers/kept-data.ts'

const own = fileURLToPath(new URL('../..', import.meta.url))

async function makeWith(checkout: string, dataDir: string): Promise<Kept> {
  const server = spawn(process.execPath, [join(checkout, 'test', 'helpers', 'server-main.ts')], {
    cwd: checkout,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const bytes of server.stdout) {
    said += bytes
    if (said.includes('/setup#')) break
  }
  const [, origin = '', setupToken = ''] = /(http:\S+)\/setup#(\S+)/.exec(said) ?? []
  try {
    return await fillEvent({ origin, setupToken })
  } finally {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
}

/** The same tables are in it three times, far apart: a window that holds all makes them one. */
function pack(dataDir: string): Buffer {
  const tar = execFileSync('tar', ['-C', dataDir, '-cf', '-', 'db', 'master.key'], { maxBuffer: 2 ** 30 })
  return brotliCompressSync(tar, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
      [constants.BROTLI_PARAM_LGWIN]: 27,
      [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
    },
  })
}

const checkout = resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? own)
const version = [...readFileSync(join(checkout, 'CHANGELOG.md'), 'utf8').matchAll(/^## (\d+\.\d+\.\d+)/gm)]
  .map(([, found]) => found!)
  .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  .at(-1)!
const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-keep-'))
try {
  const kept = await makeWith(checkout, dataDir)
  const dir = join(own, 'test', 'data', version)
  mkdirSync(dir, { recursive: true })
  const packed = pack(dataDir)
  writeFileSync(join(dir, 'data-dir.tar.br'), packed)
  writeFileSync(join(dir, 'kept.json'), `${JSON.stringify(kept, null, 2)}\n`)
  process.stdout.write(
    `Kept a data directory of ${version} in ${dir}: ${Math.round(packed.length / 1e3)} kB.\n`,
  )
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
