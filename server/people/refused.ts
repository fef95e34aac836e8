// Refused sign-ins, told to whoever watches: programs that shut out who guesses (fail2ban) want the visitor's address, and
// nothing else is told. The words are a promise to them (docs/operate/fail2ban-filter.conf).

import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Addresses } from '../platform/addresses.ts'
import { createBuckets } from '../platform/buckets.ts'

/** What can be guessed, and the answers that say it was wrong. Tokens of links cannot be guessed, and old links are honest. */
const wrongAt: Readonly<Record<string, number>> = { '/api/sign-in': 401, '/api/phone': 404 }
const tooMany = 429
/** Lines of one address: nobody fills the disk with them. */
const lines = { atOnce: 30, perMinute: 12 }

type Deps = {
  log: FastifyBaseLogger
  addresses: Addresses
  refused: (why: 'wrong' | 'too-many') => void
}

/** Follows the answers of this app from now on. */
export function tellRefusedSignIns(app: FastifyInstance, { log, addresses, refused }: Deps): void {
  const buckets = createBuckets()
  app.addHook('onResponse', async ({ method, raw, routeOptions: { url = '' } }, { statusCode }) => {
    const wrong = wrongAt[url]
    if (method !== 'POST' || wrong === undefined) return
    if (statusCode !== wrong && statusCode !== tooMany) return
    refused(statusCode === tooMany ? 'too-many' : 'wrong')
    const address = addresses.exact(raw)
    // By network, as requests are counted: one that has very many addresses has one share.
    if (address && buckets.take(addresses.of(raw), lines) === 0)
      log.warn({ address }, 'A sign-in was refused')
  })
}
