// The embedded PostgreSQL, in a thread of its own so that a long query holds up nobody's keystroke.
// As shipped it never asks the disk to keep anything. Here it does: its file system's fsync reaches the kernel, so a
// commit that was answered survives a power cut. This touches internals of a pinned version; a test counts the calls.

import { fsyncSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import type { EmbeddedAnswer, EmbeddedAsk, EmbeddedStart } from './embedded.ts'
import { quiet, startParams, syncPath } from './embedded-engine.ts'

const start = workerData as EmbeddedStart
const figures = { fsyncs: 0 }
const port = parentPort!

/** The parts of the file system inside the module that we touch. */
type NodeStream = { nfd?: number; node: { mode: number } }
type ModuleInside = {
  NODEFS: { stream_ops: { fsync?: (stream: NodeStream) => number }; realPath(node: unknown): string }
  FS: { isDir(mode: number): boolean; ErrnoError: new (errno: number) => Error }
}
const EIO = 29

class SyncingFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>) {
    const { emscriptenOpts } = await super.init(...args)
    const addFsync = (inside: unknown) => reachTheDisk(inside as ModuleInside)
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } }
  }
}

function reachTheDisk({ NODEFS, FS }: ModuleInside): void {
  NODEFS.stream_ops.fsync = (stream) => {
    figures.fsyncs++
    try {
      if (stream.nfd !== undefined) fsyncSync(stream.nfd)
      else if (FS.isDir(stream.node.mode)) syncPath(NODEFS.realPath(stream.node))
      return 0
    } catch {
      throw new FS.ErrnoError(EIO)
    }
  }
}

const readings: PGliteOptions = { parsers: { 20: Number } }

function openDurable(dir: string): Promise<PGlite> {
  return PGlite.create({ fs: new SyncingFiles(dir), startParams: startParams(true), ...readings, ...quiet })
}

async function open(): Promise<PGlite> {
  if (start.dir === undefined) {
    const loadDataDir = start.image && new Blob([start.image])
    return PGlite.create({ startParams: startParams(false), loadDataDir, ...readings, ...quiet })
  }
  return openDurable(start.dir)
}

type ErrorLike = { name: string; message: string; severity?: string; code?: string; constraint?: string }

/** The engine is beyond help after a FATAL or PANIC, and when its own code stopped in the middle. */
function isFatal({ name, severity }: ErrorLike): boolean {
  return severity === 'FATAL' || severity === 'PANIC' || name === 'RuntimeError' || name === 'ExitStatus'
}

function readError(thrown: unknown): NonNullable<EmbeddedAnswer['error']> {
  const error = thrown as ErrorLike
  const fatal = isFatal(error)
  // A value that does not fit its column may be refused before the database sees it, without a code.
  const code = error.code ?? (fatal ? '57P02' : '22000')
  return { message: error.message, code, constraint: error.constraint, fatal }
}

async function answer(pg: PGlite, ask: EmbeddedAsk): Promise<Omit<EmbeddedAnswer, 'id'>> {
  switch (ask.op) {
    case 'query': {
      const { rows, affectedRows, command } = await pg.query(ask.sql, ask.params)
      return { rows, affected: affectedRows, command }
    }
    case 'figures':
      return { rows: [figures] }
    case 'image':
      return { image: await (await pg.dumpDataDir('none')).arrayBuffer() }
    case 'close':
      await pg.close()
      return {}
  }
}

/** Questions are answered one after the other, in the order in which they came. */
function serve(pg: PGlite): void {
  let last: Promise<void> = Promise.resolve()
  port.on('message', (ask: EmbeddedAsk) => {
    last = last.then(async () => {
      try {
        port.postMessage({ id: ask.id, ...(await answer(pg, ask)) })
      } catch (thrown) {
        port.postMessage({ id: ask.id, error: readError(thrown) })
      }
      if (ask.op === 'close') port.close()
    })
  })
}

try {
  serve(await open())
  port.postMessage({ id: 0 })
} catch (thrown) {
  // The engine's own code swallows what is thrown from here: unsaid, whoever waits would wait for ever.
  port.postMessage({ id: 0, error: { ...readError(thrown), fatal: true } })
}
