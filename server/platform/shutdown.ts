// How the process ends: first no new work, then what is under way is finished, then the rest goes.

import type { FastifyInstance } from 'fastify'

type Close = () => unknown

type Ending = {
  /** Before requests under way are waited for: nothing new begins. */
  before: readonly Close[]
  /** Once nobody asks any more. */
  after: readonly Close[]
  /** To be done every minute until then. */
  sweep: () => Promise<unknown>
  failed: (error: unknown) => void
  /** Ends the connections on which nothing was asked yet: browsers open such ahead of time, and Node waits for them. */
  closeSilent: () => void
}

const sweepMs = 60_000
/** How long the end waits for requests under way. */
const patienceMs = 5_000

export function createShutdown(
  app: FastifyInstance,
  { before, after, sweep, failed, closeSilent }: Ending,
): () => Promise<void> {
  const sweeps = setInterval(() => void sweep().catch(failed), sweepMs)
  sweeps.unref()
  return async () => {
    clearInterval(sweeps)
    closeSilent()
    const cut = setTimeout(() => app.server.closeAllConnections(), patienceMs)
    for (const close of before) await close()
    await app.close()
    for (const close of after) await close()
    clearTimeout(cut)
  }
}
