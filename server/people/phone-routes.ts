// The routes of adding a phone.

import { contracts } from '#shared/http/contracts.ts'
import type { PhoneState } from '#shared/http/phones.ts'
import type { MemberId } from '#shared/ids.ts'
import type { CaseDeps } from '../case/case-deps.ts'
import { problem } from '../platform/errors.ts'
import { countAttempt, takeBackAttempt } from './attempt-limiter.ts'
import { firstNames, makePhoneCode, mayLetIn, readWaitingPhones, toldOf, usePhoneCode } from './phones.ts'
import type { Routes } from './route.ts'
import type { Sessions } from './sessions.ts'

export type PhoneDeps = Pick<CaseDeps, 'db' | 'clock' | 'tellMembers'> & { sessions: Sessions }

/** Adds /api/phone-codes, /api/phone and /api/waiting-phones. */
export function phoneRoutes(routes: Routes, deps: PhoneDeps): void {
  const { db, clock } = deps
  routes.forMembers(contracts.makePhoneCode, async ({ actor }) => {
    const { code, expiresAt } = await makePhoneCode(db, actor, clock())
    return { code, expiresAt: expiresAt.toISOString() }
  })
  waitingRoutes(routes, deps)
  letInRoutes(routes, deps)
}

function waitingRoutes(routes: Routes, { db, clock, sessions, tellMembers }: PhoneDeps): void {
  const stateFor = async (member: MemberId): Promise<PhoneState> => ({
    is: 'waiting',
    for: firstNames(await mayLetIn(db, member)),
  })
  routes.forAnyone(contracts.usePhoneCode, async ({ body: { code }, address, request, reply }) => {
    // As at sign-in: counted before it is looked at. There is no account yet, so it is the address that is counted.
    await countAttempt(db, 'phone', address, clock())
    const member = await usePhoneCode(db, code, clock())
    if (!member) throw problem('not-available')
    await takeBackAttempt(db, 'phone', address)
    const before = await sessions.findActor(request)
    if (before) await sessions.end(before.session)
    await sessions.startWaiting(member, request, reply)
    const mayAnswer = (await mayLetIn(db, member)).map(({ id }) => id)
    tellMembers(mayAnswer, { kind: 'phones' })
    return stateFor(member)
  })
  routes.forAnyone(contracts.readPhone, async ({ request, reply }) => {
    const actor = await sessions.findActor(request)
    if (actor) {
      sessions.setDeviceCookie(reply, await sessions.rememberDevice(db, actor.member, request))
      return { is: 'in' as const }
    }
    const member = await sessions.findWaiting(request)
    if (!member) throw problem('not-available')
    return stateFor(member)
  })
}

function letInRoutes(routes: Routes, { db, clock, sessions, tellMembers }: PhoneDeps): void {
  routes.forMembers(contracts.listWaitingPhones, async ({ actor }) => ({
    phones: await readWaitingPhones(db, actor, clock()),
  }))
  routes.forMembers(contracts.answerWaitingPhone, async ({ actor, params: { id }, body: { isLetIn } }) => {
    const phone = (await readWaitingPhones(db, actor, clock())).find((one) => one.id === id)
    if (!phone) throw problem('not-available')
    if (isLetIn) await sessions.letIn(id, phone.isRunner)
    else if (phone.isRunner) await sessions.end(id)
    else await sessions.sendAway(id)
    tellMembers(await toldOf(db, phone), { kind: 'phones' })
  })
}
