// The parts of a case, each by itself: a screen asks for what it shows, and one that does not open leaves the others
// standing.

import { cases as contracts } from '#shared/http/contracts/cases.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import type { CaseRoutes } from '../case/case-routes.ts'
import { readKnownWords } from '../case/known-words.ts'
import { readLikenesses } from '../case/likenesses.ts'
import { readPeople } from '../case/people-of.ts'
import { problem } from '../platform/errors.ts'
import { readCards } from './cards.ts'
import { readAccess, readExcluded, readReports } from './detail.ts'
import { readLifts } from './lifts.ts'

/** Adds GET /api/cases/:id/head, /reports, /people, /known-words and /access. */
export function partRoutes({ look }: CaseRoutes, deps: CaseDeps): void {
  const { db } = deps
  look(contracts.readCaseHead, async ({ actor, caseId }) => {
    const [card] = await readCards(deps, actor.member, caseId)
    if (!card) throw problem('not-available')
    return card
  })
  look(contracts.listReports, async ({ caseId, seal }) => readReports(db, await seal(), caseId))
  look(contracts.listPeople, async ({ caseId, seal }) => ({
    people: await readPeople(db, await seal(), caseId),
  }))
  look(contracts.listKnownWords, async ({ caseId, seal }) => ({
    words: await readKnownWords(db, await seal(), caseId),
  }))
  look(contracts.readCaseAccess, async ({ caseId, seal }) => ({
    access: await readAccess(db, caseId),
    excluded: await readExcluded(db, caseId),
    likenesses: await readLikenesses(db, caseId),
    lifts: await readLifts(db, await seal(), caseId),
  }))
}
