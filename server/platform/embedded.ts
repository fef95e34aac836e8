// A handle on the embedded PostgreSQL, which runs in a worker thread (embedded-worker.ts).
// When the engine dies (a full disk under its log, for instance) everything unanswered is rejected, and the next session
// starts it anew from what was committed. A session that was open then stays dead: half a transaction is never continued.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** What the worker is told at its start. Without `dir` the database lives in memory, optionally from an image. */
export type EmbeddedStart = { dir?: string; image?: ArrayBuffer }

export type EmbeddedAsk = { id: number } & (
  | { op: 'query'; sql: string; params: unknown[] }
  | { op: 'figures' | 'image' | 'close' }
)

export type EmbeddedAnswer = {
  id: number
  rows?: unknown[]
  affected?: number
  command?: string
  image?: ArrayBuffer
  error?: { message: string; code: string; constraint?: string; fatal: boolean }
}

/** An error of the database itself, in the words of the other driver (`code`, `constraint_name`). */
export class EmbeddedError extends Error {
  readonly code: string
  readonly constraint_name: string | undefined

  constructor(message: string, code: string, constraint?: string) {
    super(message)
    this.name = 'EmbeddedError'
    this.code = code
    this.constraint_name = constraint
  }
}

type Waiting = { resolve: (answer: EmbeddedAnswer) => void; reject: (error: Error) => void }
type AskWithoutId = EmbeddedAsk extends infer A ? (A extends unknown ? Omit<A, 'id'> : never) : never

/** One life of the engine. */
export class EmbeddedSession {
  isAlive = true
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  /** Resolves when nothing of it runs any more: two engines must never share a directory. */
  readonly ended: Promise<void>
  #lastId = 0

  private constructor(start: EmbeddedStart) {
    this.#worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
      workerData: start,
      execArgv: [],
    })
    this.#worker.on('message', (answer: EmbeddedAnswer) => this.#settle(answer))
    this.#worker.on('error', () => this.#die())
    this.ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#die()
        resolve()
      })
    })
  }

  /** Starts the engine; resolves once it takes questions. @throws EmbeddedError when it does not come up. */
  static async start(start: EmbeddedStart): Promise<EmbeddedSession> {
    const session = new EmbeddedSession(start)
    await new Promise<EmbeddedAnswer>((resolve, reject) => session.#waiting.set(0, { resolve, reject }))
    return session
  }

  /** Asks one thing. @throws EmbeddedError from the database, or with code 57P01 when the engine is gone. */
  ask(ask: AskWithoutId): Promise<EmbeddedAnswer> {
    if (!this.isAlive) return Promise.reject(engineGone())
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ ...ask, id })
    })
  }

  /** Ends in order: what was committed is checkpointed. */
  async close(): Promise<void> {
    if (this.isAlive) await this.ask({ op: 'close' })
    await this.ended
  }

  /** Ends at once, as a crash would. Only for tests of what comes after. */
  async kill(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(answer: EmbeddedAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    const { error } = answer
    if (!error) {
      waiting?.resolve(answer)
      return
    }
    waiting?.reject(new EmbeddedError(error.message, error.code, error.constraint))
    if (error.fatal) {
      this.#die()
      void this.#worker.terminate()
    }
  }

  #die(): void {
    this.isAlive = false
    for (const { reject } of this.#waiting.values()) reject(engineGone())
    this.#waiting.clear()
  }
}

/** @throws EmbeddedError with the system's code, when it said one */
async function createDatabase(dir: string): Promise<void> {
  const script = fileURLToPath(new URL('./embedded-create.ts', import.meta.url))
  const maker = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'ignore'] })
  const stop = () => maker.kill('SIGKILL')
  process.once('exit', stop)
  let said = ''
  maker.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
  })
  const [code] = await once(maker, 'close')
  process.off('exit', stop)
  if (code !== 0) throw new EmbeddedError('The embedded database could not be made', said)
}

function engineGone(): EmbeddedError {
  return new EmbeddedError('The embedded database has ended', '57P01')
}

/** The embedded database as the program holds it: always a living session, or an error. */
export class Embedded {
  readonly #start: EmbeddedStart
  #session: Promise<EmbeddedSession> | undefined

  constructor(start: EmbeddedStart) {
    this.#start = start
  }

  /** The running session, started (again) if there is none. However many ask at once, there is one. */
  session(): Promise<EmbeddedSession> {
    this.#session = this.#next(this.#session)
    return this.#session
  }

  async #next(before: Promise<EmbeddedSession> | undefined): Promise<EmbeddedSession> {
    const running = await before?.catch(() => undefined)
    if (running?.isAlive) return running
    await running?.ended
    const { dir } = this.#start
    if (dir !== undefined && !existsSync(join(dir, 'PG_VERSION'))) await createDatabase(dir)
    return EmbeddedSession.start(this.#start)
  }

  /** Counters since the engine's start. */
  async figures(): Promise<{ fsyncs: number }> {
    const { rows } = await (await this.session()).ask({ op: 'figures' })
    return rows![0] as { fsyncs: number }
  }

  /** The whole database as bytes that another in-memory one can start from. */
  async image(): Promise<ArrayBuffer> {
    return (await (await this.session()).ask({ op: 'image' })).image!
  }

  async close(): Promise<void> {
    await (await this.#session?.catch(() => undefined))?.close()
    this.#session = undefined
  }
}
