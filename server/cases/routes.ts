// The routes of the board, a case, its access list and its people. Each asks for the right at the moment of the
// act; whoever may not gets the same answer as for a case that never was. News go out after the commit.

import { z } from 'zod'
import { stageTitles } from '#shared/cases/stages.ts'
import {
  AccessAsk,
  CaseCard,
  CaseCards,
  CaseDetail,
  CasePatch,
  ConflictAsk,
  ConflictChecks,
  PersonAsk,
  PersonInCase,
  PersonPatch,
  type Stage,
} from '#shared/http/cases.ts'
import { CaseId, MemberId, PersonId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { actInCase, lockCase, type Trx } from '../access/act.ts'
import type { Asker } from '../people/asker.ts'
import type { Routes } from '../people/route.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { problem } from '../platform/errors.ts'
import { answerConflict, giveAccess, readConflictChecks, takeAccess, wasGivenAccess } from './access-list.ts'
import { readCards } from './cards.ts'
import { readDetail } from './detail.ts'
import { addPerson, changePerson, removePerson } from './people.ts'

const ofCase = z.object({ id: CaseId })
const ofMember = z.object({ id: CaseId, memberId: MemberId })
const ofPerson = z.object({ id: CaseId, personId: PersonId })

/** Adds the routes below /api/cases and /api/my/conflict-checks. */
export function caseRoutes(routes: Routes, deps: CaseDeps): void {
  boardRoutes(routes, deps)
  accessRoutes(routes, deps)
  conflictRoutes(routes, deps)
  peopleRoutes(routes, deps)
}

function boardRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    { method: 'GET', url: '/api/cases', summary: 'The cases I may open', answer: CaseCards },
    async ({ asker }) => ({ cases: await readCards(deps, asker.member) }),
  )
  routes.forMembers(
    { method: 'GET', url: '/api/cases/:id', summary: 'One case', params: ofCase, answer: CaseDetail },
    ({ asker, params }) => readDetail(deps, asker.member, params.id),
  )
  routes.forMembers(
    {
      method: 'PATCH',
      url: '/api/cases/:id',
      summary: 'Moves a case to another column of the board',
      params: ofCase,
      body: CasePatch,
      answer: CaseCard,
    },
    async ({ asker, params, body }) => {
      await moveCase(deps, asker, params.id, body.stage)
      const [card] = await readCards(deps, asker.member, params.id)
      if (!card) throw problem('not-available')
      return card
    },
  )
}

async function moveCase(deps: CaseDeps, asker: Asker, caseId: CaseId, stage: Stage): Promise<void> {
  const moved = await actInCase(deps.db, asker, 'change-stage', caseId, (trx) =>
    trx
      .updateTable('cases')
      .set({ stage, stage_since: deps.clock() })
      .where('id', '=', caseId)
      .where('stage', '<>', stage)
      .returning('code_name')
      .executeTakeFirst(),
  )
  if (!moved) return
  const by = firstNameOf(asker.name)
  const news = { codeName: moved.code_name, stage: stageTitles[stage], by, member: asker.member }
  await deps.tellCase(caseId, { kind: 'case', case: caseId, moved: news })
}

function accessRoutes(routes: Routes, deps: CaseDeps): void {
  const url = '/api/cases/:id/access/:memberId'
  const change = async (asker: Asker, id: CaseId, member: MemberId, act: (trx: Trx) => Promise<void>) => {
    await actInCase(deps.db, asker, 'change-access', id, act)
    await tellRights(deps, id, [member])
  }
  routes.forMembers(
    { method: 'PUT', url, summary: 'Gives access to a case', params: ofMember, body: AccessAsk },
    ({ asker, params: { id, memberId }, body: { level } }) =>
      change(asker, id, memberId, (trx) =>
        giveAccess(trx, { caseId: id, member: memberId, level, by: asker.member, now: deps.clock() }),
      ),
  )
  routes.forMembers(
    { method: 'DELETE', url, summary: 'Takes access to a case away', params: ofMember },
    ({ asker, params: { id, memberId } }) =>
      change(asker, id, memberId, (trx) => takeAccess(trx, id, memberId)),
  )
}

/** Screens are cut first; then those whose rights changed learn that, and nothing of the case. */
async function tellRights(deps: CaseDeps, caseId: CaseId, members: MemberId[]): Promise<void> {
  if (members.length > 0) {
    await deps.rightsChanged(caseId, members)
    deps.tellMembers(members, { kind: 'access' })
  }
  await deps.tellCase(caseId, { kind: 'case', case: caseId })
}

function conflictRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'GET',
      url: '/api/my/conflict-checks',
      summary: 'The conflict checks that wait for my answer',
      answer: ConflictChecks,
    },
    async ({ asker }) => ({ checks: await readConflictChecks(deps.db, deps.seals, asker.member) }),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/cases/:id/conflict',
      summary: 'Answers the conflict check, or steps out of a case',
      params: ofCase,
      body: ConflictAsk,
    },
    async ({ asker, params: { id }, body: { answer } }) => {
      // Before the lock: nobody may learn from waiting that there is such a case.
      if (!(await wasGivenAccess(deps.db, id, asker.member))) throw problem('not-available')
      await deps.db.transaction().execute(async (trx) => {
        await lockCase(trx, id)
        await answerConflict(trx, id, asker.member, answer, deps.clock())
      })
      await tellRights(deps, id, [asker.member])
    },
  )
}

function peopleRoutes(routes: Routes, deps: CaseDeps): void {
  const url = '/api/cases/:id/people'
  const one = '/api/cases/:id/people/:personId'
  const given = async (trx: Trx, asker: Asker, caseId: CaseId) => {
    const seal = await deps.seals.sealOf(trx, caseId)
    return { caseId, seal, by: asker.member, now: deps.clock() }
  }
  routes.forMembers(
    {
      method: 'POST',
      url,
      summary: 'Lists a person in a case',
      params: ofCase,
      body: PersonAsk,
      answer: PersonInCase,
      status: 201,
    },
    async ({ asker, params: { id }, body }) => {
      const { person, lockedOut } = await actInCase(deps.db, asker, 'add-person', id, async (trx) =>
        addPerson(trx, await given(trx, asker, id), body),
      )
      await tellRights(deps, id, lockedOut)
      return person
    },
  )
  routes.forMembers(
    {
      method: 'PATCH',
      url: one,
      summary: 'Changes what is known of a person',
      params: ofPerson,
      body: PersonPatch,
      answer: PersonInCase,
    },
    async ({ asker, params: { id, personId }, body }) => {
      const { person, lockedOut } = await actInCase(deps.db, asker, 'add-person', id, async (trx) =>
        changePerson(trx, await given(trx, asker, id), personId, body),
      )
      await tellRights(deps, id, lockedOut)
      return person
    },
  )
  routes.forMembers(
    { method: 'DELETE', url: one, summary: 'Takes a person off the list of a case', params: ofPerson },
    async ({ asker, params: { id, personId } }) => {
      await actInCase(deps.db, asker, 'add-person', id, (trx) => removePerson(trx, id, personId))
      await tellRights(deps, id, [])
    },
  )
}
