// The one thread in which procedures are read (reading-worker.ts), as the rest of the process holds it: started when there is a long
// one, ended when there is not, and if it ends by itself or does not answer in time, that costs an answer and nothing else.

import { Worker } from 'node:worker_threads'
import { type ReadProcedure, readProcedure } from '#shared/procedure/read-procedure.ts'
import { problem } from '../platform/errors.ts'

export type Reading = {
  /**
   * What is understood of a text: what was read lately is known.
   * @throws Problem busy where that takes too long
   */
  read: (markdown: string) => Promise<ReadProcedure>
  close: () => void
}

/** A text of so many letters takes some milliseconds: less than a thread costs. */
const shortChars = 32_000
/** Every member asks for the one in force, and who opens a case for that of the case. */
const mostKnown = 4
/** Ended after this long without work. */
const keepIdleMs = 10_000
/** One text; a megabyte takes two seconds. */
const patienceMs = 30_000
/** A text beyond this ends the thread and not the process. */
const maxHeapMb = 512

const ownWorker = new URL('./reading-worker.ts', import.meta.url)

/** @param options other ones only in tests */
export function createReading(options: { worker?: URL; patienceMs?: number } = {}): Reading {
  const known = new Map<string, Promise<ReadProcedure>>()
  const thread = createThread({ worker: ownWorker, patienceMs, ...options })
  const readAnew = (markdown: string): Promise<ReadProcedure> =>
    markdown.length <= shortChars ? Promise.resolve(readProcedure(markdown)) : thread.read(markdown)
  return {
    async read(markdown) {
      const found = known.get(markdown) ?? readAnew(markdown)
      // The last in order is what was asked for last.
      known.delete(markdown)
      known.set(markdown, found)
      for (const [oldest] of [...known].slice(0, -mostKnown)) known.delete(oldest)
      try {
        return await found
      } catch {
        if (known.get(markdown) === found) known.delete(markdown)
        throw problem('busy', 'Reading this text takes too long right now. Please try again in a moment.')
      }
    },
    close: () => void thread.end(),
  }
}

function createThread({ worker: file, patienceMs: forMs }: { worker: URL; patienceMs: number }) {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const start = (): Worker => {
    clearTimeout(idle)
    if (worker) return worker
    const started = new Worker(file, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    })
    // Without a listener an error of the thread would be one of the process.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    started.unref()
    worker = started
    return started
  }
  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }
  const readNow = async (markdown: string): Promise<ReadProcedure> => {
    try {
      return await ask(start(), markdown, forMs)
    } catch (error) {
      await end()
      throw error
    } finally {
      idle = setTimeout(() => void end(), keepIdleMs)
      idle.unref()
    }
  }
  return {
    /** One after the other. */
    read(markdown: string): Promise<ReadProcedure> {
      const turn = last.then(() => readNow(markdown))
      last = turn.catch(() => {})
      return turn
    },
    end,
  }
}

function ask(thread: Worker, markdown: string, forMs: number): Promise<ReadProcedure> {
  return new Promise((resolve, reject) => {
    const done = (then: () => void): void => {
      clearTimeout(patience)
      thread.off('message', onMessage)
      thread.off('exit', onExit)
      then()
    }
    const onMessage = (read: ReadProcedure): void => done(() => resolve(read))
    const onExit = (): void => done(() => reject(new Error('the thread that reads procedures ended')))
    const patience = setTimeout(
      () => done(() => reject(new Error('the thread that reads procedures does not answer'))),
      forMs,
    )
    patience.unref()
    thread.on('message', onMessage)
    thread.on('exit', onExit)
    thread.postMessage(markdown)
  })
}
