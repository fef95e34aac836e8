// The routes of the attendee's page for programs, and the chair's switch. No session, no cookie: a report, a receipt code, words.

import { contracts } from '#shared/http/contracts.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { lockTeam } from '../people/chairs.ts'
import type { Routes } from '../people/route.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import { drawShortCode, drawToken } from '../people/tokens.ts'
import { problem } from '../platform/errors.ts'
import { type AttendeeEvent, readAttendeeEvent } from './attendee-door.ts'
import { addToReturn, findReceipt, readReturn } from './returns.ts'
import { sendFromAttendee, type TakeFromAttendee } from './send.ts'

export type AttendeeDeps = CaseDeps & { takeFromAttendee: TakeFromAttendee }

/** Letters of the page's address: it is printed, and nobody has to guess it. */
const addressLetters = 8

/** Adds /api/public/… and /api/event. */
export function attendeeRoutes(routes: Routes, deps: AttendeeDeps): void {
  const { db, clock } = deps
  routes.forAnyone(contracts.sendPublicReport, async ({ body: { key = drawToken(), ...words } }) => {
    const event = await readOpen(deps)
    return { code: await sendFromAttendee(deps.takeFromAttendee, event.id, words, key) }
  })
  routes.forAnyone(contracts.readReturn, async ({ body: { code } }) =>
    readReturn(deps, await findReceipt(db, code)),
  )
  routes.forAnyone(contracts.addToReturn, async ({ body: { code, ...added } }) =>
    addToReturn(deps, await findReceipt(db, code), added),
  )
  routes.forMembers(contracts.readEvent, async () => settingsOf(await readAttendeeEvent(db)))
  routes.forMembers(contracts.changeEvent, async ({ actor: { event, member: by }, body }) => {
    await db.transaction().execute(async (trx) => {
      await lockTeam(trx, event)
      await trx
        .updateTable('events')
        .set(({ fn, val }) => ({
          attendee_page: body.publicReports,
          // Drawn once: what was printed stays good.
          attendee_address: fn.coalesce('attendee_address', val(drawShortCode(addressLetters))),
        }))
        .where('id', '=', event)
        .execute()
      await noteTeamAct(trx, { event, by, act: 'changeEvent', about: event, now: clock() })
    })
    return settingsOf(await readAttendeeEvent(db))
  })
}

/** @throws Problem not-available where it was closed between two questions */
async function readOpen({ db }: Pick<CaseDeps, 'db'>): Promise<AttendeeEvent> {
  const event = await readAttendeeEvent(db)
  if (!event?.isOpen) throw problem('not-available')
  return event
}

const settingsOf = (event: AttendeeEvent | undefined) => ({
  publicReports: event?.isOpen ?? false,
  address: event?.address ?? null,
})
