// A server in a process of its own on a database that outlives it: started, killed, started again on the same port.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type ServerProcess = {
  readonly origin: string
  /** While nobody is the chair yet. */
  readonly setupToken: string
  /** Its data directory, with the master key in it. */
  readonly dataDir: string
  /** Of the process that runs now. */
  readonly pid: number
  /** The process ends at once, as in a power cut for it alone. */
  kill: () => Promise<void>
  /** The process is asked to end. @returns its exit code */
  stop: () => Promise<number | null>
  start: () => Promise<void>
  close: () => Promise<void>
}

const script = fileURLToPath(new URL('./server-main.ts', import.meta.url))

/** @param inShell as npm does it: in a shell that does not pass signals on; signals then reach that shell only */
export async function startServer(env: Record<string, string>, inShell = false): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-server-'))
  const port = await freePort()
  let child: ChildProcess | undefined
  let output = ''

  const start = (): Promise<void> => {
    output = ''
    const [program, args] = inShell
      ? (['sh', ['-c', `"${process.execPath}" "${script}"; exit $?`]] as const)
      : ([process.execPath, [script]] as const)
    const started = spawn(program, [...args], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    return new Promise((resolve, reject) => {
      started.stdout.on('data', (bytes: Buffer) => {
        output += bytes.toString()
        if (output.includes('is ready at')) resolve()
      })
      started.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)))
    })
  }
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => ending.once('exit', resolve))
    ending.kill(signal)
    return await ended
  }
  await start()
  return {
    origin: `http://127.0.0.1:${port}`,
    get setupToken() {
      return /setup#(\S+)/.exec(output)?.[1] ?? ''
    },
    dataDir,
    get pid() {
      return child!.pid!
    },
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
    start,
    close: async () => {
      await end('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
