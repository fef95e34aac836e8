// The addresses of the attendee's page: one for all of its screens, its look, and an empty page to leave to. Without scripts and without
// cookies; no browser keeps an answer, and none is told where somebody came from.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ShareName } from '#shared/http/contract.ts'
import { readNumbers } from '../people/number-routes.ts'
import { isDatabaseAway } from '../platform/db.ts'
import { Problem } from '../platform/errors.ts'
import { readAttendeeEvent } from './attendee-door.ts'
import { look } from './look.ts'
import { blankScreen, type Frame, startScreen, wordScreen } from './screens.ts'
import { type Fields, leave, type Screen, type Stepping, step } from './steps.ts'

type PageDeps = Stepping['deps'] & {
  /** Counts what strangers ask. @throws Problem too-fast */
  count: (request: FastifyRequest, share: ShareName) => void
}

/** Forms grow when they are sent: a sign of a script that is not Latin takes nine bytes. */
const maxFormBytes = 1024 * 1024

const policy =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const whileOpen = { constraints: { open: 'attendee-page' }, schema: { hide: true } }

/** Adds /r/… */
export async function attendeePages(app: FastifyInstance, deps: PageDeps): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: maxFormBytes },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
    )
    scope.get('/r/look.css', whileOpen, (_, reply) => head(reply).type('text/css; charset=utf-8').send(look))
    scope.get('/r/blank', whileOpen, (_, reply) => page(reply, { page: blankScreen }))
    scope.get<Named>('/r/:address', whileOpen, async (request, reply) => {
      const frame = await frameOf(deps, request)
      if (!frame) return reply.callNotFound()
      deps.count(request, 'glance')
      return page(reply, { page: startScreen(frame) })
    })
    const form = { ...whileOpen, config: { takesForms: true as const } }
    scope.post<Named & { Body: Fields | undefined }>('/r/:address', form, async (request, reply) => {
      const frame = await frameOf(deps, request)
      if (!frame) return reply.callNotFound()
      const fields = request.body ?? {}
      if (fields.step === 'leave') {
        await leave({ deps, frame }, fields)
        // What is kept of earlier screens to go back to is gone with it. Never more: somebody of the team may use this browser.
        return head(reply).header('clear-site-data', '"cache"').redirect('/r/blank', 303)
      }
      try {
        deps.count(request, 'door')
        const count = (share: ShareName) => deps.count(request, share)
        return page(reply, await step({ deps, frame, count }, fields))
      } catch (error) {
        return page(reply, sayFailed(frame, error, request))
      }
    })
    scope.setErrorHandler<FastifyError>(async (error, request, reply) => {
      const frame = await frameOf(deps, request as FastifyRequest<Named>).catch(() => undefined)
      if (!frame) throw error
      return page(reply, sayFailed(frame, error, request))
    })
  })
}

type Named = { Params: { address: string } }

/** @returns nothing for an address that is not the event's */
async function frameOf(
  { db, sealing, clock }: PageDeps,
  { params: { address } }: FastifyRequest<Named>,
): Promise<Frame | undefined> {
  const event = await readAttendeeEvent(db)
  if (!event?.address || event.address !== address.toUpperCase()) return undefined
  const { numbers } = await readNumbers(db, sealing, event.id)
  return { event, numbers, now: clock() }
}

const head = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store').header('content-security-policy', policy)

const page = (reply: FastifyReply, { page: text, status = 200 }: Screen) =>
  head(reply).status(status).type('text/html; charset=utf-8').send(text)

/** In words that say nothing of what went wrong: going back brings what was written. */
function sayFailed(frame: Frame, error: unknown, { log, id }: FastifyRequest): Screen {
  const status = error instanceof Problem ? error.body.status : statusOf(error)
  if (status >= 500 && !isDatabaseAway(error))
    log.error(
      { request: id, route: '/r/:address', error: error instanceof Error ? error.name : undefined },
      'A request failed',
    )
  const [title, words] =
    status === 429
      ? [
          'A moment, please',
          'A lot is being sent right now. Go back, wait a minute, and press the button again.',
        ]
      : status === 413
        ? ['This is too long', 'Go back, and send it in two parts: you can add to it with your code.']
        : ['That did not work', 'Go back, and press the button again in a moment.']
  return { page: wordScreen(frame, title, words), status }
}

const statusOf = (error: unknown): number => {
  const { statusCode } = (error ?? {}) as { statusCode?: unknown }
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 503
}
