// The routes of the room display: making one, and joining by the code it shows.

import { z } from 'zod'
import { mayInCase } from '#shared/access/rules.ts'
import { DisplayMade, JoinAsk, Joined } from '#shared/http/display.ts'
import { CaseId, type MemberId } from '#shared/ids.ts'
import { countingAccess } from '../access/access.ts'
import { actInCase } from '../access/act.ts'
import type { Routes } from '../people/route.ts'
import { countTry, forgetTries } from '../people/tries.ts'
import type { CaseDeps } from '../platform/case-deps.ts'
import { problem } from '../platform/errors.ts'
import { makeDisplay } from './displays.ts'

const params = z.object({ id: CaseId })

/** Adds /api/cases/:id/displays and /api/join. */
export function displayRoutes(routes: Routes, deps: CaseDeps): void {
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/cases/:id/displays',
      summary: 'Makes a room display for a case',
      params,
      answer: DisplayMade,
      status: 201,
    },
    async ({ asker, params: { id } }) => ({
      token: await actInCase(deps.db, asker, 'read', id, (trx) =>
        makeDisplay(trx, id, asker.member, deps.clock()),
      ),
    }),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/join',
      summary: 'The case whose meeting has this code, for those who may open it',
      body: JoinAsk,
      answer: Joined,
    },
    async ({ asker, body: { code } }) => {
      // As at sign-in: counted before it is looked at, and a right one forgets the wrong ones.
      const counted = `join ${asker.member}`
      await countTry(deps.db, counted, deps.clock())
      const found = await findByCode(deps, asker.member, code)
      if (!found || !mayInCase({ role: asker.role, level: found.level }, 'read'))
        throw problem('not-available')
      await forgetTries(deps.db, counted)
      return { case: { id: found.id, codeName: found.codeName } }
    },
  )
}

async function findByCode({ db }: CaseDeps, member: MemberId, code: string) {
  return await countingAccess(db)
    .innerJoin('meetings as t', 't.case_id', 'a.case_id')
    .innerJoin('cases as c', 'c.id', 'a.case_id')
    .select(['c.id', 'c.code_name as codeName', 'a.level'])
    .where('a.member_id', '=', member)
    .where('t.ended_at', 'is', null)
    .where('t.join_code', '=', code)
    .executeTakeFirst()
}
