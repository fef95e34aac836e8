// The figures of one app: counted as its parts tell them, read at /metrics.

import type { FastifyInstance } from 'fastify'
import { version } from '../platform/version.ts'
import { createFigures, type Figures } from './figures.ts'
import { createLooks, type LookDeps } from './looks.ts'
import { createReaderCheck, type ReaderConfig } from './reader.ts'

export type Metrics = Pick<
  Figures,
  'pushed' | 'committed' | 'messageSettled' | 'signInRefused' | 'jobSettled'
> & {
  /** Counts this app's answers from now on, and adds /metrics. */
  follow: (app: FastifyInstance) => void
  close: () => void
}

type Deps = { config: ReaderConfig } & LookDeps

export function createMetrics({ config, ...looking }: Deps): Metrics {
  const figures = createFigures({ version, node: process.versions.node })
  const looks = createLooks(looking)
  const mayRead = createReaderCheck(config)
  return {
    ...figures,
    follow(app) {
      app.addHook('onResponse', async ({ method, routeOptions: { url } }, reply) => {
        const route = url ?? 'none'
        figures.answered({ method, route, status: reply.statusCode }, reply.elapsedTime)
      })
      app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
        if (!mayRead(request.raw)) return reply.callNotFound()
        await looks.refresh(figures.gauges)
        const text = await figures.registry.metrics()
        return reply.header('cache-control', 'no-store').type(figures.registry.contentType).send(text)
      })
    },
    close: looks.close,
  }
}
