// While Greenroom runs on the embedded database, nobody else may open that. It hands out backups itself, through a socket
// in the data directory: whoever may open it is whoever may open the directory, so nobody has to prove anything.

import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../platform/db.ts'
import { StartRefused } from '../platform/errors.ts'
import { type Feed, feedFrom, NotMade, type Sink } from './lines.ts'
import { writeOut } from './write-out.ts'

const name = 'backup.sock'
/** A system takes no longer path for a socket; some take 104, some 108. */
const maxPathBytes = 100
/** Whoever asks and does not read holds up the others' saves no longer than this. */
const patienceMs = 5_000

type Hatch = { close: () => Promise<void> }
type Deps = { db: Db; dataDir: string; failed: (error: unknown) => void }

/** Opens it. Where the file system knows no sockets it stays closed, and `failed` is told why. */
export async function openHatch({ db, dataDir, failed }: Deps): Promise<Hatch> {
  let running: Promise<void> | undefined
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (running) {
      refuse(socket, 'Another backup is being made: try again when it is done.')
      return
    }
    running = handOut(db, socket)
      .catch(failed)
      .finally(() => {
        running = undefined
      })
  })
  const clear = () => rmSync(join(dataDir, name), { force: true })
  try {
    // Nobody else has the data directory, so what lies here was left by a process that is gone.
    clear()
    await atSocket(dataDir, (path) => listen(server, path))
    server.on('error', failed)
    chmodSync(join(dataDir, name), 0o600)
  } catch (error) {
    failed(error)
  }
  return {
    close: async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await running
      clear()
    },
  }
}

/** One who is gone needs no backup any more. */
class Gone extends Error {}

async function handOut(db: Db, socket: Socket): Promise<void> {
  const send: Sink = async (line) => {
    if (socket.destroyed) throw new Gone()
    if (!socket.write(`${line}\n`)) await drained(socket)
  }
  try {
    await writeOut({ db, kind: 'embedded' }, 'backup', send)
    socket.end()
  } catch (error) {
    if (error instanceof Gone) {
      socket.destroy()
      return
    }
    refuse(socket, error instanceof NotMade ? error.message : 'The server could not read its database.')
    if (!(error instanceof NotMade)) throw error
  }
}

const refuse = (socket: Socket, failed: string): void => void socket.end(`${JSON.stringify({ failed })}\n`)

function drained(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const gone = () => reject(new Gone())
  const timer = setTimeout(gone, patienceMs)
  socket.once('drain', resolve).once('close', gone)
  return promise.finally(() => {
    clearTimeout(timer)
    socket.off('drain', resolve).off('close', gone)
  })
}

/** A link to the folder is short, wherever the folder is. It is needed only while a socket is made or asked. */
async function atSocket<T>(dataDir: string, use: (path: string) => Promise<T>): Promise<T> {
  const path = join(dataDir, name)
  if (Buffer.byteLength(path) <= maxPathBytes) return await use(path)
  const short = mkdtempSync(join(tmpdir(), 'greenroom-'))
  try {
    symlinkSync(dataDir, join(short, 'd'))
    return await use(join(short, 'd', name))
  } finally {
    rmSync(short, { recursive: true, force: true })
  }
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, resolve)
  })

/**
 * The backup of the server that runs on this data directory.
 * @returns undefined when none does
 * @throws StartRefused when it is somebody else's
 */
export async function askHatch(dataDir: string): Promise<Feed | undefined> {
  try {
    const socket = await atSocket(dataDir, knock)
    return (sink) => feedFrom(socket, sink)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['EACCES', 'EPERM'].includes(code))
      throw new StartRefused(`The data directory ${dataDir} (DATA_DIR) belongs to another user.`, error)
    if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'].includes(code)) return undefined
    throw error
  }
}

const knock = (path: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('error', reject).once('connect', () => resolve(socket))
  })
