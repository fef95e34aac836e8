// The case that a report opens, or joins.

import { randomUUID } from 'node:crypto'
import { closedCase, mayInCase } from '#shared/access/rules.ts'
import type { ReportAnswer } from '#shared/http/cases.ts'
import type { CaseId, MemberId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { lockCase, type Trx } from '../case/lock.ts'
import { newestProcedure } from '../case/procedure-of.ts'
import { levelsIn } from '../case/rights.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { takeCodeName } from './code-names.ts'

/** Nobody of the team where an attendee sends it. */
export type TakingActor = Pick<Actor, 'event'> & { member: Actor['member'] | null }

/** @throws Problem not-available: only members know of a case to join */
export function joiningBy({ member }: TakingActor): MemberId {
  if (!member) throw problem('not-available')
  return member
}

/** @throws Problem not-available where they may not write in it; conflict where it is closed */
export async function joinCase(trx: Trx, member: MemberId, caseId: CaseId): Promise<ReportAnswer['case']> {
  const standing = async () => (await levelsIn(trx, [member], caseId)).get(member)
  const before = await standing()
  if (!before) throw problem('not-available')
  await lockCase(trx, caseId)
  const now = await standing()
  if (now?.isClosed && mayInCase({ ...now, isClosed: false }, 'write')) throw problem('conflict', closedCase)
  if (!now || !mayInCase(now, 'write')) throw problem('not-available')
  const row = trx.selectFrom('cases').select(['id', 'code_name']).where('id', '=', caseId)
  const { id, code_name } = await row.executeTakeFirstOrThrow()
  return { id, codeName: code_name }
}

export async function openCase(
  trx: Trx,
  deps: Pick<CaseDeps, 'clock' | 'randomInt' | 'seals'>,
  actor: TakingActor,
  report: { codeName?: string | undefined; danger?: boolean | undefined },
): Promise<ReportAnswer['case']> {
  const now = deps.clock()
  const id = randomUUID() as CaseId
  // Whoever joins the team at this moment waits, or is of it already: nobody is passed over who is named.
  await trx.selectFrom('events').select('id').where('id', '=', actor.event).forShare().execute()
  const draw = { event: actor.event, member: actor.member, now, randomInt: deps.randomInt }
  const codeName = await takeCodeName(trx, draw, report.codeName)
  await trx
    .insertInto('cases')
    .values({
      id,
      event_id: actor.event,
      code_name: codeName,
      stage: 'new',
      stage_since: now,
      is_urgent: report.danger === true,
      reported_at: now,
      owed_since: now,
      procedure_id: await newestProcedure(trx, actor.event),
      reported_by: actor.member,
      sealed_key: deps.seals.newCase(id).wrapped,
    })
    .execute()
  await trx.insertInto('record_heads').values({ case_id: id, seq: 0, epoch: randomUUID() }).execute()
  return { id, codeName }
}
