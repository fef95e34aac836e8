// Another machine, as far as one can be made here: a Node and an npm of other versions from packages, in a folder of their
// own, and a fresh checkout of what this one holds.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const home = mkdtempSync(join(tmpdir(), 'greenroom-installs-'))
chmodSync(home, 0o755)
process.once('exit', () => rmSync(home, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

export type Machine = { node: string; npm: string; env: NodeJS.ProcessEnv }

/** Puts a package into a folder of its own. @returns that folder */
function bring(name: string, version: string): string {
  const folder = join(home, `${name}-${version}`)
  const inside = join(folder, 'node_modules', name)
  if (existsSync(inside)) return inside
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', `${name}@${version}`, '--no-audit', '--silent', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  })
  return inside
}

/** A machine on which people have this Node, and this npm with it. */
export function makeMachine(node: string, npm: string): Machine {
  const bin = join(bring(`node-linux-${process.arch}`, node), 'bin')
  const npmBin = join(bring('npm', npm), 'bin')
  const shims = join(home, `bin-${node}-${npm}`)
  mkdirSync(shims, { recursive: true })
  for (const name of ['npm', 'npx'])
    writeFileSync(
      join(shims, name),
      `#!/bin/sh\nexec '${join(bin, 'node')}' '${join(npmBin, `${name}-cli.js`)}' "$@"\n`,
      { mode: 0o755 },
    )
  // What the npm and the starter that started this left; but not the certificates that this network may want.
  const left = /^(npm_|NODE_(?!EXTRA_CA_CERTS)|GREENROOM)/i
  const kept = Object.entries(process.env).filter(([name]) => !left.test(name))
  const path = [shims, bin, '/usr/local/bin', '/usr/bin', '/bin'].join(':')
  return { node, npm, env: { ...Object.fromEntries(kept), PATH: path } }
}

/** What is in the work tree and not ignored. @returns the folder */
export function makeCheckout(name: string): string {
  const folder = join(home, name)
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of listed.split('\0').filter((path) => path && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  }
  return folder
}

export type Ran = { code: number | null; output: string; seconds: number }
type How = { cwd: string; env: NodeJS.ProcessEnv; uid?: number }
/** Only against hanging: on a busy machine an installation takes its time. */
const patienceMs = 15 * 60_000

/** Runs it to its end. */
export function run(program: string, args: readonly string[], how: How): Promise<Ran> {
  const began = performance.now()
  const child = start(program, args, how)
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  return new Promise((resolve) => {
    child.process.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output: child.output(), seconds: (performance.now() - began) / 1_000 })
    })
  })
}

export type Running = { process: ChildProcess; output: () => string; kill: (signal: NodeJS.Signals) => void }

export function start(program: string, args: readonly string[], { cwd, env, uid }: How): Running {
  const child = spawn(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  })
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  child.once('exit', () => process.off('exit', killed))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString()
    })
  return { process: child, output: () => output, kill: (signal) => void child.kill(signal) }
}

/** Resident memory of a process and of all that it started, in MiB: of the largest one, and of all together. */
export function residentOf(pid: number): { largest: number; all: number } {
  const listed = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
  const rows = listed
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const family = new Set([pid])
  for (let grew = true; grew; ) {
    const more = rows.filter(([one, parent]) => family.has(parent!) && !family.has(one!))
    for (const [one] of more) family.add(one!)
    grew = more.length > 0
  }
  const sizes = rows.filter(([one]) => family.has(one!)).map(([, , kib]) => kib! / 1_024)
  return { largest: Math.max(...sizes), all: sizes.reduce((sum, size) => sum + size, 0) }
}
