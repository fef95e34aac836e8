// Whether the attendee's page is open, asked before anything else of a request is looked at: while it is not, its routes are not
// found, and whoever asks for one is answered by whatever answers unknown paths.

import type { FastifyInstance } from 'fastify'
import type { EventId } from '#shared/ids.ts'
import { batchQueries } from '../platform/batched-query.ts'
import type { Db } from '../platform/db.ts'

/** The event and its page. */
export type AttendeeEvent = {
  id: EventId
  name: string
  timeZone: string
  isOpen: boolean
  address: string | null
}

/** @returns nothing before the first set-up */
export async function readAttendeeEvent(db: Db): Promise<AttendeeEvent | undefined> {
  const row = await db
    .selectFrom('events')
    .select(['id', 'name', 'time_zone as timeZone', 'attendee_page as isOpen', 'attendee_address as address'])
    .where('is_current', '=', true)
    .executeTakeFirst()
  return row
}

const isIts = (url = ''): boolean => /^\/(?:api\/public|r)\//.test(url)

/** Adds what `whileOpen` in a contract means. To be called before any route is added. */
export function addAttendeeDoor(app: FastifyInstance, db: Db): void {
  let was = false
  // However many ask at once, the database is asked once.
  const look = batchQueries<'open', boolean>(async () => {
    const event = await readAttendeeEvent(db)
    return new Map([['open', event?.isOpen === true]])
  })
  const find = async (): Promise<boolean> => {
    try {
      was = (await look('open')) ?? false
    } catch {
      // The database is away for a moment: it stays what it was, and whoever is inside hears that it is busy.
    }
    return was
  }
  app.addConstraintStrategy({
    name: 'open',
    storage: createStorage,
    deriveConstraint: (request: { url?: string }, _: unknown, done: (error: null, open?: string) => void) => {
      if (isIts(request.url)) void find().then((isOpen) => done(null, isOpen ? 'attendee-page' : undefined))
      else done(null, undefined)
    },
  } as never)
}

/** Which route is there for what is open. */
function createStorage() {
  const routes = new Map<unknown, unknown>()
  return {
    get: (open: unknown) => routes.get(open) ?? null,
    set: (open: unknown, route: unknown) => void routes.set(open, route),
  }
}
