// The routes of the event's procedure. Every member reads it; whoever may adopt one sees first what is understood of it.

import type { z } from 'zod'
import { contracts } from '#shared/http/contracts.ts'
import type { ProcedureAsk } from '#shared/http/procedure.ts'
import { mendProcedure, readProcedure } from '#shared/procedure/read-procedure.ts'
import { bookOfEvent, Entries, type OwnSealing } from '../case/entries.ts'
import { lockTeam } from '../people/chairs.ts'
import type { Routes } from '../people/route.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { isSame, readInForce } from './in-force.ts'

export type ProcedureDeps = { db: Db; clock: () => Date; sealing: OwnSealing }

/** Adds /api/procedure. */
export function procedureRoutes(routes: Routes, deps: ProcedureDeps): void {
  routes.forMembers(contracts.readProcedure, ({ actor }) => readInForce(deps.db, deps.sealing, actor.event))
  routes.forMembers(contracts.previewProcedure, ({ body: { markdown, encoding } }) => {
    const { text: _, encoding: __, ...read } = readProcedure(markdown)
    return { ...read, markdown, encoding: encoding ?? null }
  })
  routes.forMembers(contracts.adoptProcedure, ({ actor, body }) => adopt(deps, actor, body))
}

async function adopt(
  { db, clock, sealing }: ProcedureDeps,
  { event, member }: Actor,
  { isMended, ...words }: z.output<typeof ProcedureAsk>,
) {
  const markdown = isMended ? mendProcedure(words.markdown) : words.markdown
  if (readProcedure(markdown).clauses.length === 0)
    throw problem(
      'conflict',
      'No clause is found in this text: it has neither marks nor headings that say one.',
    )
  await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    // A request whose answer was lost comes again.
    if (isSame(await readInForce(trx, sealing, event), { ...words, markdown })) return
    const now = clock()
    const entries = new Entries(trx, bookOfEvent(event, sealing), { author: member, now })
    const about = await entries.append('procedure', { ...words, markdown })
    await noteTeamAct(trx, { event, by: member, act: 'adoptProcedure', about, now })
  })
  return readInForce(db, sealing, event)
}
