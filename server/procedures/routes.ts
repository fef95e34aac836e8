// The routes of the event's procedure. Every member reads it; whoever may adopt one sees first what is understood of it.

import type { z } from 'zod'
import { mayInEvent } from '#shared/access/rules.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { Procedure, ProcedureAsk } from '#shared/http/procedure.ts'
import type { EventId, MemberId } from '#shared/ids.ts'
import { mendProcedure } from '#shared/procedure/read-procedure.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { createCaseRoutes } from '../case/case-routes.ts'
import { bookOfEvent, Entries } from '../case/entries.ts'
import type { WakeJobs } from '../jobs/deps.ts'
import type { JobType } from '../jobs/kinds.ts'
import { lockTeam } from '../people/chairs.ts'
import type { Routes } from '../people/route.ts'
import { noteTeamAct } from '../people/team-audit.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { findInForce, isInForce, readInForce, readVersion } from './in-force.ts'
import { readOfCase, takeProcedure } from './of-case.ts'
import type { Reading } from './reading-thread.ts'
import {
  findReading,
  type ReadingDeps,
  type RingReaders,
  readReaders,
  remindReaders,
  sayRead,
} from './readings.ts'

export type ProcedureDeps = CaseDeps &
  ReadingDeps &
  Pick<Reading, 'read'> & {
    ring: RingReaders
    /** The kind of job that rings a device. */
    rings: Pick<JobType<never>, 'name'>
    wakeJobs: WakeJobs
  }

/** Adds /api/procedure and what is below it. */
export function procedureRoutes(routes: Routes, deps: ProcedureDeps): void {
  const { db, sealing } = deps
  const { look, command } = createCaseRoutes(routes, deps)
  routes.forMembers(contracts.readProcedure, ({ actor }) => readFor(deps, actor))
  routes.forMembers(contracts.previewProcedure, async ({ body: { markdown, encoding } }) => {
    const { text: _, encoding: __, ...read } = await deps.read(markdown)
    return { ...read, markdown, encoding: encoding ?? null }
  })
  routes.forMembers(contracts.adoptProcedure, async ({ actor, body }) => {
    await adopt(deps, actor, body)
    return readFor(deps, actor)
  })
  routes.forMembers(contracts.sayProcedureRead, async ({ actor, body: { id } }) => {
    const readAt = await sayRead(deps, actor, id)
    deps.tellMembers(await whoAdopts(db, actor.event), { kind: 'procedure' })
    return { id, readAt }
  })
  routes.forMembers(contracts.readProcedureVersion, async ({ actor: { event, member }, params: { id } }) => {
    const found = await readVersion(deps, event, id)
    if (!found) throw problem('not-available')
    return { ...found, readAt: await findReading(db, id, member) }
  })
  look(contracts.readCaseProcedure, ({ actor: { event }, caseId }) => readOfCase(deps, { caseId, event }))
  command(contracts.takeProcedure, async ({ body: { id }, ...act }) => {
    const inForce = await findInForce(act.trx, sealing, act.actor.event)
    await takeProcedure(act, { id, inForce })
  })
  routes.forMembers(contracts.listProcedureReaders, async ({ actor: { event } }) =>
    readReaders(deps, event, await findInForce(db, sealing, event)),
  )
  routes.forMembers(contracts.remindProcedureReaders, async ({ actor, body: { id } }) => {
    const inForce = await findInForce(db, sealing, actor.event)
    const whom = await remindReaders(deps, actor, { id, inForce })
    deps.wakeJobs(deps.rings)
    deps.tellMembers(whom, { kind: 'procedure', reminds: true })
    return readReaders(deps, actor.event, id)
  })
}

/** The one in force, and whether whoever asks has read it. */
async function readFor(deps: ProcedureDeps, { event, member }: Actor): Promise<Procedure> {
  const inForce = await readInForce(deps, event)
  return { ...inForce, readAt: await findReading(deps.db, inForce.id, member) }
}

/** Those who see who has read it. */
async function whoAdopts(db: Db, event: EventId): Promise<MemberId[]> {
  const team = db.selectFrom('members').select(['id', 'acting_role as role']).where('event_id', '=', event)
  const alive = await team.where('ended_at', 'is', null).execute()
  return alive.flatMap(({ id, role }) => (mayInEvent(role, 'adopt-procedure') ? [id] : []))
}

async function adopt(
  { db, clock, sealing, read }: ProcedureDeps,
  { event, member }: Actor,
  { isMended, ...words }: z.output<typeof ProcedureAsk>,
): Promise<void> {
  const markdown = isMended ? mendProcedure(words.markdown) : words.markdown
  if ((await read(markdown)).clauses.length === 0)
    throw problem(
      'conflict',
      'No clause is found in this text: it has neither marks nor headings that say one.',
    )
  await db.transaction().execute(async (trx) => {
    await lockTeam(trx, event)
    // A request whose answer was lost comes again.
    if (await isInForce(trx, sealing, event, { ...words, markdown })) return
    const now = clock()
    const entries = new Entries(trx, bookOfEvent(event, sealing), { author: member, now })
    const about = await entries.append('procedure', { ...words, markdown })
    await noteTeamAct(trx, { event, by: member, act: 'adoptProcedure', about, now })
  })
}
