// A program in a process of its own: the built server as `npm start` runs it, or a peer to compare it with.

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const patienceMs = 60_000

export type Program = {
  pid: number
  origin: string
  /** When it was spawned, by `performance.now()`. */
  spawnedAt: number
  /** Until this stands in what it wrote. @returns when, by `performance.now()` */
  says: (words: string) => Promise<number>
  output: () => string
  stop: () => Promise<void>
  /** As a power cut does it: without a word. */
  kill: () => Promise<void>
}

/** Runs a script of this folder or another, told by PORT where to listen. */
export async function launch(script: URL, env: Record<string, string> = {}): Promise<Program> {
  const port = await findFreePort()
  const spawnedAt = performance.now()
  const child = spawn(process.execPath, [fileURLToPath(script)], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // Whatever ends the bench ends what it started.
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  child.once('exit', () => process.off('exit', killed))
  let output = ''
  let heard = () => {}
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString()
    heard()
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const says = (words: string) =>
    new Promise<number>((resolve, reject) => {
      const fail = () => reject(new Error(`"${words}" was never said; it said: ${output}`))
      const timer = setTimeout(fail, patienceMs)
      void exited.then(fail)
      heard = () => {
        if (!output.includes(words)) return
        clearTimeout(timer)
        resolve(performance.now())
      }
      heard()
    })
  const endBy = (signal: 'SIGTERM' | 'SIGKILL') => async () => {
    child.kill(signal)
    await exited
  }
  return {
    pid: child.pid!,
    origin: `http://127.0.0.1:${port}`,
    spawnedAt,
    says,
    output: () => output,
    stop: endBy('SIGTERM'),
    kill: endBy('SIGKILL'),
  }
}

/** Where a server keeps its data, and what of the environment says so. */
export type Home = { dataDir: string; databaseUrl?: string; remove: () => void }

export function makeHome(databaseUrl?: string): Home {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))
  return { dataDir, databaseUrl, remove: () => rmSync(dataDir, { recursive: true, force: true }) }
}

export const launchServer = (
  { dataDir, databaseUrl }: Home,
  more: Record<string, string> = {},
): Promise<Program> =>
  launch(new URL('../../server/start.ts', import.meta.url), {
    DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    ...more,
  })

/** The token in the set-up link, while nobody is the chair yet. */
export const setupTokenOf = (server: Program): string => /setup#(\S+)/.exec(server.output())?.[1] ?? ''

/** Processor time that a process has taken so far, in seconds. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Resident memory of a process, in MiB. */
export const residentMib = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
