// The routes of the board, a case, its access list and its people. Each asks for the right at the moment of the
// act; whoever may not gets the same answer as for a case that never was. News go out after the commit.

import type { z } from 'zod'
import { stageTitles } from '#shared/cases/stages.ts'
import type { CasePatch } from '#shared/http/cases.ts'
import { contracts } from '#shared/http/contracts.ts'
import type { CaseId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { type CaseRoutes, createCaseRoutes } from '../case/case-routes.ts'
import type { Act } from '../case/command.ts'
import { sayPlainWord } from '../case/known-words.ts'
import type { Trx } from '../case/lock.ts'
import { membersOf } from '../case/rights.ts'
import type { Routes } from '../people/route.ts'
import type { Actor } from '../platform/actor.ts'
import { problem } from '../platform/errors.ts'
import { answerConflict, giveAccess, readConflictChecks, takeAccess, wasGivenAccess } from './access-list.ts'
import { arrivalRoutes } from './arrival-routes.ts'
import { readCards } from './cards.ts'
import { readDetail } from './detail.ts'
import { lift } from './lifts.ts'
import { answerLikeness } from './likeness-answers.ts'
import { partRoutes } from './part-routes.ts'
import { addPerson, changePerson, removePerson } from './people.ts'

/** Adds the routes below /api/cases and /api/my/conflict-checks. */
export function caseRoutes(routes: Routes, deps: CaseDeps): void {
  const ofCases = createCaseRoutes(routes, deps)
  boardRoutes(routes, ofCases, deps)
  accessRoutes(ofCases)
  partRoutes(ofCases, deps)
  arrivalRoutes(routes, ofCases, deps)
  liftRoutes(ofCases)
  likenessRoutes(ofCases)
  conflictRoutes(routes, ofCases, deps)
  peopleRoutes(ofCases)
}

function boardRoutes(routes: Routes, { command, look }: CaseRoutes, deps: CaseDeps): void {
  routes.forMembers(contracts.listCases, async ({ actor }) => ({
    cases: await readCards(deps, actor.member),
  }))
  look(contracts.readCase, ({ actor, caseId }) => readDetail(deps, actor.member, caseId))
  command(contracts.moveCase, async ({ body, ...act }) => {
    await moveCase(act, act.actor, body)
    const [card] = await readCards({ db: act.trx, seals: deps.seals }, act.actor.member, act.caseId)
    if (!card) throw problem('not-available')
    return card
  })
}

/**
 * Closing ends writing; whoever moves a closed case reopens it, which stands in its entries.
 * @throws Problem conflict where it was to be moved from another stage than the one it stands in
 */
async function moveCase(
  act: Act,
  actor: Actor,
  { stage, reason, from: expected }: z.output<typeof CasePatch>,
): Promise<void> {
  const { trx, caseId, now, entries, after } = act
  const before = trx.selectFrom('cases').select('stage').where('id', '=', caseId)
  const { stage: from } = await before.executeTakeFirstOrThrow()
  if (expected !== undefined && from !== expected) throw problem('conflict', 'It has been moved since.')
  if (stage === 'closed') await refuseWhileMeeting(trx, caseId)
  const moved = await trx
    .updateTable('cases')
    .set({ stage, stage_since: now })
    .where('id', '=', caseId)
    .where('stage', '<>', stage)
    .returning('code_name')
    .executeTakeFirst()
  if (!moved) return
  if (from === 'closed') await entries.append('reopening', { to: stage, reason: reason || null })
  // Whoever has it open joins anew, and may write or may not.
  if ((from === 'closed') !== (stage === 'closed'))
    after.rights({ cut: await membersOf(trx, caseId), told: [], left: [] })
  const by = firstNameOf(actor.name)
  after.tellCase({
    part: 'head',
    moved: { codeName: moved.code_name, stage: stageTitles[stage], by, member: actor.member },
  })
}

/** Its minutes are still to be written. @throws Problem conflict */
async function refuseWhileMeeting(trx: Trx, caseId: CaseId): Promise<void> {
  const running = trx.selectFrom('meetings').select('id').where('case_id', '=', caseId)
  if (await running.where('ended_at', 'is', null).executeTakeFirst())
    throw problem('conflict', 'A meeting is running. End it first.')
}

function accessRoutes({ command }: CaseRoutes): void {
  command(
    contracts.giveAccess,
    async ({ trx, caseId, actor, now, seal, after, concerns, params: { memberId: member }, body }) => {
      concerns(member)
      const given = { level: body.level, by: actor.member }
      const brought = await giveAccess(trx, { caseId, seal, member, ...given, now })
      after.rights({ cut: [member], told: [member, ...brought], left: [] })
    },
  )
  command(
    contracts.takeAccess,
    async ({ trx, caseId, now, after, concerns, params: { memberId: member } }) => {
      concerns(member)
      const brought = await takeAccess(trx, caseId, member, now)
      after.rights({ cut: [member], told: [member, ...brought], left: [member] })
    },
  )
}

function liftRoutes({ command }: CaseRoutes): void {
  command(contracts.liftExclusion, async ({ params: { memberId: member }, body: ask, ...act }) => {
    // To those who see the case; whoever was let back in has nothing of it yet, and learns nothing.
    act.concerns(member)
    const answer = await lift(act, { member, ask })
    act.after.tellCase(answer.isLifted ? {} : { part: 'access' })
    return answer
  })
}

function likenessRoutes({ command }: CaseRoutes): void {
  command(contracts.answerLikeness, async ({ params: { memberId: member }, body: { isThem }, ...act }) => {
    act.concerns(member)
    await answerLikeness(act, member, isThem)
  })
}

function conflictRoutes(routes: Routes, { commandIf }: CaseRoutes, deps: CaseDeps): void {
  routes.forMembers(contracts.listConflictChecks, async ({ actor }) => ({
    checks: await readConflictChecks(deps.db, deps.seals, actor.member),
  }))
  commandIf(
    contracts.answerConflictCheck,
    (db, actor, caseId) => wasGivenAccess(db, caseId, actor.member),
    async ({ trx, caseId, actor, now, after, body: { answer } }) => {
      after.rights(await answerConflict(trx, caseId, actor.member, answer, now))
    },
  )
}

function peopleRoutes({ command }: CaseRoutes): void {
  command(contracts.addPerson, ({ body, ...act }) => addPerson(act, body))
  command(contracts.changePerson, ({ params, body, ...act }) => changePerson(act, params.personId, body))
  command(contracts.removePerson, ({ params, ...act }) => removePerson(act, params.personId))
  command(contracts.sayPlainWord, ({ body, ...act }) => sayPlainWord(act, body.word))
}
