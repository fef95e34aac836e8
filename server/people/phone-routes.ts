// The routes of adding a phone.

import { z } from 'zod'
import { LetInAsk, PhoneCode, PhoneCodeAsk, PhoneState, WaitingPhones } from '#shared/http/phones.ts'
import type { MemberId } from '#shared/ids.ts'
import type { Db } from '../platform/db.ts'
import { problem } from '../platform/errors.ts'
import { firstNames, makePhoneCode, mayLetIn, readWaitingPhones, usePhoneCode } from './phones.ts'
import type { Routes } from './route.ts'
import type { Sessions } from './sessions.ts'
import { countTry, forgetTries } from './tries.ts'

type Deps = {
  db: Db
  clock: () => Date
  sessions: Sessions
  /** To those who may let somebody's phone in: something has changed about it. */
  phonesChanged(members: readonly MemberId[]): void
}

/** Adds /api/phone-codes, /api/phone and /api/waiting-phones. */
export function phoneRoutes(routes: Routes, deps: Deps): void {
  const { db, clock } = deps
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/phone-codes',
      summary: 'A code by which a phone of one’s own is added; good once',
      answer: PhoneCode,
      status: 201,
    },
    async ({ asker }) => {
      const { code, expiresAt } = await makePhoneCode(db, asker, clock())
      return { code, expiresAt: expiresAt.toISOString() }
    },
  )
  waitingRoutes(routes, deps)
  letInRoutes(routes, deps)
}

function waitingRoutes(routes: Routes, { db, clock, sessions, phonesChanged }: Deps): void {
  const stateFor = async (member: MemberId): Promise<PhoneState> => ({
    is: 'waiting',
    for: firstNames(await mayLetIn(db, member)),
  })
  routes.forAnyone(
    {
      method: 'POST',
      url: '/api/phone',
      summary: 'Uses a code: this phone waits from now on',
      body: PhoneCodeAsk,
      answer: PhoneState,
      status: 201,
    },
    async ({ body: { code }, request, reply }) => {
      // As at sign-in: counted before it is looked at. There is no account yet, so it is the address that is counted.
      const counted = `phone ${request.ip}`
      await countTry(db, counted, clock())
      const member = await usePhoneCode(db, code, clock())
      if (!member) throw problem('not-available')
      await forgetTries(db, counted)
      const before = await sessions.findAsker(request)
      if (before) await sessions.end(before.session)
      await sessions.startWaiting(member, reply)
      phonesChanged((await mayLetIn(db, member)).map(({ id }) => id))
      return stateFor(member)
    },
  )
  routes.forAnyone(
    { method: 'GET', url: '/api/phone', summary: 'Whether this phone still waits', answer: PhoneState },
    async ({ request }) => {
      if (await sessions.findAsker(request)) return { is: 'in' as const }
      const member = await sessions.findWaiting(request)
      if (!member) throw problem('not-available')
      return stateFor(member)
    },
  )
}

function letInRoutes(routes: Routes, { db, clock, sessions, phonesChanged }: Deps): void {
  routes.forMembers(
    {
      method: 'GET',
      url: '/api/waiting-phones',
      summary: 'The phones that one may let in now',
      answer: WaitingPhones,
    },
    async ({ asker }) => ({ phones: await readWaitingPhones(db, asker, clock()) }),
  )
  routes.forMembers(
    {
      method: 'POST',
      url: '/api/waiting-phones/:id',
      summary: 'Lets a waiting phone in, or sends it away',
      params: z.object({ id: z.uuid() }),
      body: LetInAsk,
    },
    async ({ asker, params: { id }, body: { isLetIn } }) => {
      const phone = (await readWaitingPhones(db, asker, clock())).find((one) => one.id === id)
      if (!phone) throw problem('not-available')
      if (isLetIn) await sessions.letIn(id)
      else await sessions.end(id)
      phonesChanged((await mayLetIn(db, phone.member)).map((one) => one.id))
    },
  )
}
