// A release, as somebody gets it who has nothing else: what is in it, that it is the same for everybody, and that it runs.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeRelease, productionPackages, type Release } from './installs/release-files.ts'
import { makeArchive } from './installs/tar.ts'

const home = mkdtempSync(join(tmpdir(), 'greenroom-release-'))
chmodSync(home, 0o755)
const seconds = 1_750_000_000
const nobody = 65_534
let release: Release
let top: string
let running: ChildProcess | undefined

beforeAll(async () => {
  release = await makeRelease(seconds)
  const file = join(home, release.name)
  writeFileSync(file, release.bytes)
  execFileSync('tar', ['-xzf', file, '-C', home])
  top = join(home, `greenroom-${release.version}`)
}, 240_000)
afterAll(() => {
  running?.kill('SIGKILL')
  execFileSync('chmod', ['-R', 'u+w', home])
  rmSync(home, { recursive: true, force: true })
})

const listFiles = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .sort()

it('[OP1] the same files give the same bytes, in whatever order, and another time others', async () => {
  expect((await makeRelease(seconds)).sha256).toBe(release.sha256)
  expect(createHash('sha256').update(release.bytes).digest('hex')).toBe(release.sha256)
  expect((await makeRelease(seconds + 1)).sha256).not.toBe(release.sha256)
  const [one, two] = [
    { path: 'b/c', bytes: Buffer.of(1) },
    { path: 'a', bytes: Buffer.of(2) },
  ]
  expect(makeArchive([one, two], seconds)).toEqual(makeArchive([two, one], seconds))
})

it('[OP1] long paths and empty files come out as they went in', () => {
  const long = `${'folder-of-a-name/'.repeat(7)}file.ts`
  const entries = [
    { path: long, bytes: Buffer.from('x'.repeat(513)) },
    { path: 'empty', bytes: Buffer.alloc(0) },
  ]
  const dir = join(home, 'long')
  mkdirSync(dir)
  writeFileSync(`${dir}.tar.gz`, makeArchive(entries, seconds))
  execFileSync('tar', ['-xzf', `${dir}.tar.gz`, '-C', dir])
  expect(listFiles(dir)).toEqual(['empty', long])
  expect(readFileSync(join(dir, long), 'utf8')).toHaveLength(513)
  expect(statSync(join(dir, 'empty')).mtimeMs).toBe(seconds * 1_000)
  expect(() => makeArchive([{ path: `${'x'.repeat(200)}/y`, bytes: Buffer.alloc(0) }], 0)).toThrow('too long')
})

it('[OP1] there is what runs and what tells how to run it, and nothing else', () => {
  const files = listFiles(top)
  expect(files).toEqual(release.paths)
  for (const file of ['server/start.ts', 'server/run.cjs', 'dist/client/index.html', 'docs/operate.md'])
    expect(files).toContain(file)
  for (const file of ['dist/client/third-party-licenses.md', 'docs/operate/greenroom.service', '.npmrc'])
    expect(files).toContain(file)
  expect(files.filter((file) => file.startsWith('docs/operate/')).map((file) => file.slice(13))).toEqual(
    readdirSync('docs/operate').sort(),
  )
  const elsewhere = /^(client|test|node_modules|data|\.git|\.ci)\/|\.test\.|\.log$|\.env|master\.key/
  expect(files.filter((file) => elsewhere.test(file))).toEqual([])
})

it('[OP1] the list of packages is what an installation without those for building has', () => {
  const listed = readFileSync(join(top, 'PACKAGES.md'), 'utf8').match(/^\| \S+ \| \d\S* \| .+ \|$/gm) ?? []
  const packages = productionPackages()
  expect(listed).toHaveLength(packages.length)
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  for (const [name, version] of Object.entries(dependencies))
    expect(
      listed.some((row) => row.startsWith(`| ${name} | ${version} | `)),
      name,
    ).toBe(true)
  expect(listed.filter((row) => /vite|react|typescript|playwright|see its folder/.test(row))).toEqual([])
})

/** What `npm ci --omit=dev` brings to this machine, from what is installed here (`npm run test:installs` does it by npm). */
function bringPackages(): void {
  for (const { path } of productionPackages()) {
    if (!existsSync(path)) continue
    mkdirSync(dirname(join(top, path)), { recursive: true })
    // What is inside another package's folder is in the list by itself.
    cpSync(path, join(top, path), {
      recursive: true,
      filter: (from) => !from.slice(path.length).includes('node_modules'),
    })
  }
}

it('[OP1] it starts from a folder that cannot be written, as a user of its own, and ends in order', async () => {
  bringPackages()
  const before = listFiles(top)
  execFileSync('chmod', ['-R', 'a+rX,a-w', top])
  const data = join(home, 'data')
  mkdirSync(data)
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(data, nobody, nobody)
  const packaged = join(top, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  const child = spawn(
    existsSync(packaged) ? packaged : process.execPath,
    ['server/run.cjs', 'server/start.ts'],
    {
      cwd: top,
      env: { PATH: '/usr/bin:/bin', PORT: '0', DATA_DIR: data, TMPDIR: join(home, 'nowhere') },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(isRoot && { uid: nobody, gid: nobody }),
    },
  )
  running = child
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes
  })
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes
      const ready = /Greenroom is ready at (\S+)/.exec(said)?.[1]
      if (ready) resolve(ready)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
  expect(await (await fetch(`${origin}/api/health`)).json()).toEqual({ ok: true })
  const page = await fetch(origin, { headers: { accept: 'text/html' } })
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())![1]!
  expect((await fetch(origin + script)).status).toBe(200)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(listFiles(top)).toEqual(before)
}, 120_000)
