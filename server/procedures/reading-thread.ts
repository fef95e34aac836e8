// Procedures as they are read: short ones at once, long ones in a thread (reading-worker.ts), and the last few are known.

import { type ReadProcedure, readProcedure } from '#shared/procedure/read-procedure.ts'
import { problem } from '../platform/errors.ts'
import { createWorkerThread } from '../platform/worker-thread.ts'

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
/** One text; a megabyte takes two seconds. */
const patienceMs = 30_000
/** A text beyond this ends the thread and not the process. */
const maxHeapMb = 512

const ownWorker = new URL('./reading-worker.ts', import.meta.url)

/** @param options other ones only in tests */
export function createReading(options: { worker?: URL; patienceMs?: number } = {}): Reading {
  const known = new Map<string, Promise<ReadProcedure>>()
  const thread = inTurn({ worker: ownWorker, patienceMs, ...options })
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
    close: () => void thread.close(),
  }
}

/** One after the other. */
function inTurn(given: { worker: URL; patienceMs: number }) {
  const thread = createWorkerThread<string, ReadProcedure>({
    ...{ file: given.worker, does: 'reads procedures', patienceMs: given.patienceMs, maxHeapMb },
  })
  let last: Promise<unknown> = Promise.resolve()
  return {
    read(markdown: string): Promise<ReadProcedure> {
      const turn = last.then(() => thread.work((ask) => ask(markdown)))
      last = turn.catch(() => {})
      return turn
    },
    close: thread.close,
  }
}
