// A link that was made in a case, and whoever comes by it: who may make one, what it is worth when it is used, who lets in,
// and what somebody who waits can learn. Rights are those of the moment, at each of the three.

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Arrival } from '#shared/http/arrivals.ts'
import type { Me } from '#shared/http/people.ts'
import type { CaseId } from '#shared/ids.ts'
import { lockCase } from '../server/case/lock.ts'
import { kinds } from './helpers/database.ts'
import { openEar, untilQuiet } from './helpers/ear.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, type Person, until } from './helpers/people.ts'
import { openPushService, type PushService } from './helpers/push-service.ts'

type Name = 'nkechi' | 'tomas' | 'lena' | 'hana' | 'maria'

describe.each(kinds)('a link from a case, on %s', (kind) => {
  let house: House
  let service: PushService
  let people: Record<Name, Person>
  let id: CaseId
  let codeName: string
  let guests = 0

  beforeAll(async () => {
    service = await openPushService()
    house = await openHouse(kind, { pushServices: [service.origin] })
    people = await house.people({
      ...{ nkechi: 'chair', tomas: 'coordinator', lena: 'coordinator', hana: 'staff', maria: 'staff' },
    })
  })
  afterAll(async () => {
    await house.close()
    await service.close()
  })
  // The chair leads, the coordinators write, Hana took the report and writes as staff.
  beforeEach(async () => {
    ;({ id, codeName } = await house.report(people.hana))
  })

  const ask = async <T = never>(by: Person, method: string, path: string, body?: object) => {
    const answer = await by.ask(method, path, body)
    return { ...answer, body: answer.body as T }
  }
  const make = (by: Person, more: object = {}) =>
    ask<{ id: string; token: string; url: string }>(by, 'POST', '/api/invitations', {
      ...{ role: 'staff', case: id },
      ...more,
    })
  const comeBy = async (token: string, name?: string) => {
    guests += 1
    return house.accept(token, name ?? `amara${guests}`)
  }
  /** Somebody new, by a link of Tomás. */
  const arrive = async (more: object = {}, name?: string) =>
    comeBy((await make(people.tomas, more)).body.token, name)
  const waiting = async (by: Person) =>
    (await ask<{ arrivals: Arrival[] }>(by, 'GET', '/api/arrivals')).body.arrivals.filter(
      (one) => one.case === id,
    )
  const answer = (by: Person, guest: Person | Person[], isLetIn = true, caseId = id) =>
    ask<{ members: string[] }>(by, 'POST', `/api/cases/${caseId}/arrivals`, {
      members: [guest].flat().map((one) => one.id),
      isLetIn,
    })
  const opens = async (who: Person) => (await who.ask('GET', `/api/cases/${id}`)).status === 200
  const level = async (who: Person) =>
    (await ask<{ level: string }>(who, 'GET', `/api/cases/${id}`)).body.level
  const me = async (who: Person) => (await ask<Me>(who, 'GET', '/api/me')).body
  const name = async (member: Person, more: object = {}) => {
    const person = { name: 'M.', role: 'witness', memberId: member.id, ...more }
    expect((await people.nkechi.ask('POST', `/api/cases/${id}/people`, person)).status).toBe(201)
    await answerChecks(people.nkechi, people.tomas, people.lena, people.hana)
  }
  const give = (member: Person, given: string) =>
    people.nkechi.ask('PUT', `/api/cases/${id}/access/${member.id}`, { level: given })
  const take = (member: Person) => people.nkechi.ask('DELETE', `/api/cases/${id}/access/${member.id}`)

  describe('[FM1] gives an account, and of the case nothing', () => {
    test.each(['write', 'read'] as const)('until one press lets in, with the level %s', async (carried) => {
      const amara = await arrive({ level: carried })
      expect(await opens(amara)).toBe(false)
      expect((await me(amara)).waitsFor).toEqual({ name: 'Tomás' })
      expect(await waiting(people.nkechi)).toEqual([
        {
          member: amara.id,
          case: id,
          level: carried,
          by: people.tomas.id,
          at: expect.any(String),
          likes: [],
        },
      ])
      expect((await answer(people.nkechi, amara)).body.members).toEqual([amara.id])
      expect(await level(amara)).toBe(carried)
      expect((await me(amara)).waitsFor).toBeNull()
      expect(await waiting(people.nkechi)).toEqual([])
    })

    test('looks like every other link, to whoever holds it and to whoever lists it', async () => {
      const [plain, carrying] = [
        await ask<{ token: string }>(people.lena, 'POST', '/api/invitations', { role: 'staff' }),
        await make(people.tomas),
      ]
      const look = async (token: string) => {
        const seen = await fetch(`${house.origin}/api/invitations/look`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token }),
        })
        return { ...((await seen.json()) as object), expiresAt: 0 }
      }
      expect(await look(carrying.body.token)).toEqual(await look(plain.body.token))
      expect(Object.keys(carrying.body).toSorted()).toEqual(Object.keys(plain.body).toSorted())
      const listed = await ask<{ id: string }[]>(people.lena, 'GET', '/api/invitations')
      expect(JSON.stringify(listed.body)).not.toContain(id)
    })

    test('passed on, it lets nobody in: three come by one link, and only who is known gets the case', async () => {
      const { token } = (await make(people.tomas, { maxUses: 3 })).body
      const [amara, ben, stranger] = [await comeBy(token), await comeBy(token), await comeBy(token)]
      expect((await waiting(people.tomas)).map((one) => one.member)).toEqual([amara.id, ben.id, stranger.id])
      expect((await answer(people.tomas, [amara, ben])).body.members).toEqual([amara.id, ben.id])
      expect((await answer(people.tomas, stranger, false)).body.members).toEqual([stranger.id])
      expect(await Promise.all([amara, ben, stranger].map(opens))).toEqual([true, true, false])
      expect(await waiting(people.tomas)).toEqual([])
      expect((await answer(people.tomas, stranger)).status).toBe(404)
    })

    test('used a second time it makes neither an account nor anybody who waits', async () => {
      const { token } = (await make(people.tomas)).body
      await comeBy(token)
      await expect(comeBy(token)).rejects.toThrow('410')
      expect(await waiting(people.tomas)).toHaveLength(1)
    })

    test('the conflict question stands before the case, and names it not', async () => {
      await name(people.maria, { name: 'Corvin Haldane', role: 'reported', memberId: undefined })
      const amara = await arrive()
      const checks = async () => JSON.stringify((await ask(amara, 'GET', '/api/my/conflict-checks')).body)
      expect(await checks()).toBe('{"checks":[]}')
      await answer(people.nkechi, amara)
      expect(await opens(amara)).toBe(false)
      expect(await checks()).toContain('Corvin Haldane')
      expect(await checks()).not.toContain(codeName)
      await amara.ask('POST', `/api/cases/${id}/conflict`, { answer: 'none' })
      expect(await opens(amara)).toBe(true)
    })

    test('whoever waits cannot answer a question about the case, nor do anything in it', async () => {
      const amara = await arrive()
      const nothing = await amara.ask('POST', `/api/cases/${randomUUID()}/conflict`, { answer: 'none' })
      const hidden = await amara.ask('POST', `/api/cases/${id}/conflict`, { answer: 'none' })
      expect([hidden.status, hidden.body]).toEqual([nothing.status, nothing.body])
      expect((await answer(amara, amara)).status).toBe(404)
    })
  })

  describe('[FM2] is worth what its maker may', () => {
    test('and is made only by who may invite and may change who is on the case', async () => {
      const notTheirs = { case: randomUUID() }
      const nowhere = await make(people.tomas, notTheirs)
      await give(people.hana, 'lead')
      await give(people.lena, 'read')
      for (const by of [people.hana, people.lena, people.maria]) {
        const refused = await make(by)
        expect([by.name, refused.status, refused.body]).toEqual([by.name, 404, nowhere.body])
      }
      await name(people.tomas)
      expect((await make(people.tomas)).body).toEqual(nowhere.body)
    })

    test.each([
      ['a level and no case', { case: undefined, level: 'write' }],
      ['a level that is chosen among those who are there', { level: 'lead' }],
      ['a coordinator', { role: 'coordinator' }],
    ])('it carries no such thing as %s', async (_, more) => {
      expect((await make(people.nkechi, more)).status).toBe(400)
    })

    const lost: Record<string, () => Promise<unknown>> = {
      'was taken off the case': () => take(people.tomas),
      'can only read it now': () => give(people.tomas, 'read'),
      'is named in it now': () => name(people.tomas),
      'runs the team no more': () =>
        house.db
          .updateTable('members')
          .set({ confirmed_at: null })
          .where('id', '=', people.tomas.id)
          .execute(),
    }
    test.each(Object.keys(lost))(
      'when it is used: nobody waits if its maker %s, the account is made',
      async (how) => {
        const { token } = (await make(people.tomas)).body
        await lost[how]!()
        const amara = await comeBy(token)
        await house.db
          .updateTable('members')
          .set({ confirmed_at: new Date() })
          .where('id', '=', people.tomas.id)
          .execute()
        expect((await me(amara)).waitsFor).toBeNull()
        expect(await waiting(people.nkechi)).toEqual([])
        expect((await answer(people.nkechi, amara)).status).toBe(404)
        expect(await opens(amara)).toBe(false)
      },
    )

    test('with the account of its maker it is gone altogether; who waits already is let in by another', async () => {
      const made = await ask<{ token: string }>(people.nkechi, 'POST', '/api/invitations', {
        role: 'coordinator',
      })
      const gone = await comeBy(made.body.token)
      await people.nkechi.ask('POST', `/api/members/${gone.id}/confirm`)
      await give(gone, 'write')
      const { token } = (await make(gone, { maxUses: 2 })).body
      const amara = await comeBy(token)
      await people.nkechi.ask('DELETE', `/api/members/${gone.id}`)
      await expect(comeBy(token)).rejects.toThrow('410')
      expect((await me(amara)).waitsFor).toEqual({ name: null })
      expect((await answer(people.tomas, amara)).status).toBe(200)
      expect(await opens(amara)).toBe(true)
    })
  })

  describe('[FM2] whoever lets in may do so now', () => {
    test('nobody else: not staff who write, not who reads, not who has another case', async () => {
      const amara = await arrive()
      await give(people.lena, 'read')
      const other = await house.report(people.maria)
      const nowhere = await answer(people.maria, amara, true, randomUUID() as CaseId)
      for (const by of [people.hana, people.lena, people.maria, amara]) {
        for (const isLetIn of [true, false]) {
          const refused = await answer(by, amara, isLetIn)
          expect([by.name, refused.status, refused.body]).toEqual([by.name, 404, nowhere.body])
        }
        expect(await waiting(by)).toEqual([])
      }
      expect((await answer(people.nkechi, amara, true, other.id)).status).toBe(404)
      expect(await opens(amara)).toBe(false)
      expect(await waiting(people.nkechi)).toHaveLength(1)
    })

    test('a right that ends while they press is not used any more', async () => {
      const amara = await arrive()
      let isAnswered = false
      const pressed = await house.db.transaction().execute(async (trx) => {
        await lockCase(trx, id)
        const asked = answer(people.tomas, amara)
        void asked.then(() => {
          isAnswered = true
        })
        const locks = sql<{ waits: boolean }>`select count(*) > 0 as waits from pg_locks
          where not granted and transactionid = pg_current_xact_id()::xid`
        while (kind === 'postgres' && !isAnswered && !(await locks.execute(trx)).rows[0]!.waits);
        const his = trx.deleteFrom('case_access').where('case_id', '=', id)
        await his.where('member_id', '=', people.tomas.id).execute()
        return { asked }
      })
      expect((await pressed.asked).status).toBe(404)
      expect(await opens(amara)).toBe(false)
    })

    test('let in by one and sent away by another at once: one of the two has been done, and is what stands', async () => {
      for (let round = 0; round < 5; round += 1) {
        const amara = await arrive()
        const [yes, no] = await Promise.all([
          answer(people.nkechi, amara),
          answer(people.tomas, amara, false),
        ])
        expect([yes.status, no.status].toSorted()).toEqual([200, 404])
        expect(await opens(amara)).toBe(yes.status === 200)
        expect(await waiting(people.nkechi)).toEqual([])
      }
    })

    test('pressed twice at once, it is done once', async () => {
      const amara = await arrive()
      const both = await Promise.all([answer(people.nkechi, amara), answer(people.nkechi, amara)])
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 404])
      expect(await opens(amara)).toBe(true)
    })

    test('taken back while somebody joins: either there is an account that waits, or neither', async () => {
      for (let round = 0; round < 3; round += 1) {
        const { id: invitation, token } = (await make(people.tomas)).body
        const before = (await waiting(people.tomas)).length
        const [joined, withdrawn] = await Promise.all([
          comeBy(token).then(
            () => true,
            () => false,
          ),
          people.tomas.ask('DELETE', `/api/invitations/${invitation}`),
        ])
        expect(withdrawn.status).toBe(joined ? 404 : 204)
        expect((await waiting(people.tomas)).length - before).toBe(joined ? 1 : 0)
      }
    })
  })

  describe('[FM2, WM3] and never past a lock', () => {
    test('who is named in the case while they wait is on no list, and cannot be let in by any door', async () => {
      const [amara, ben] = [await arrive(), await arrive()]
      await name(amara)
      expect((await waiting(people.nkechi)).map((one) => one.member)).toEqual([ben.id])
      expect((await answer(people.nkechi, amara)).status).toBe(404)
      expect((await answer(people.nkechi, [amara, ben])).body.members).toEqual([ben.id])
      expect((await give(amara, 'read')).status).toBe(409)
      expect(await Promise.all([amara, ben].map(opens))).toEqual([false, true])
    })

    test('who is let in and named later is out at once', async () => {
      const amara = await arrive()
      await answer(people.nkechi, amara)
      await name(amara)
      expect(await opens(amara)).toBe(false)
      expect((await answer(people.nkechi, amara)).status).toBe(404)
    })

    test('whoever is kept out and comes again under another address is shown beside their own name', async () => {
      await name(people.maria)
      const again = await arrive({}, 'm-fontes')
      const [one] = await waiting(people.tomas)
      expect(one).toMatchObject({ member: again.id })
      expect(one!.likes).toContainEqual({ name: people.maria.name, role: null })
    })

    test('a name or an address like that of somebody in the case is shown beside it', async () => {
      await name(people.maria, { name: 'Corvin Haldane', role: 'reported', memberId: undefined })
      await arrive({}, 'haldane.c')
      await arrive({}, 'amara-diallo')
      expect((await waiting(people.nkechi)).map((one) => one.likes)).toEqual([
        [{ name: 'Corvin Haldane', role: 'reported' }],
        [],
      ])
    })
  })

  test('[FM1] those who may let in are told at once, and nobody else', async () => {
    const heard = new Map<Person, string[]>()
    for (const who of [people.nkechi, people.tomas, people.hana, people.maria]) {
      const kindsHeard: string[] = []
      const socket = await who.connect()
      socket.on('news', (news) => kindsHeard.push(news.kind))
      heard.set(who, kindsHeard)
    }
    await arrive()
    await until(() => [people.nkechi, people.tomas].every((who) => heard.get(who)!.includes('arrivals')))
    for (const who of [people.hana, people.maria]) expect(heard.get(who)).not.toContain('arrivals')
  })

  test('[FM1, WM9] whoever waits hears of nothing: what is done in the case, that they are named, that the answer was no', async () => {
    const routes = [
      '/api/me',
      '/api/cases',
      '/api/my/tasks',
      '/api/my/conflict-checks',
      '/api/arrivals',
      '/api/waiting-phones',
      '/api/cases/{id}',
      '/api/invitations',
    ]
    const [refused, named] = [await arrive(), await arrive()]
    const ears = await Promise.all([refused, named].map((who) => openEar(house, service, who, routes)))
    const quiet = () => untilQuiet(ears)
    await quiet()
    const before = await Promise.all(ears.map((ear) => ear.poll(id)))
    await people.nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'acting' })
    await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, {})
    expect((await answer(people.tomas, refused, false)).status).toBe(200)
    await name(named)
    await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})
    for (const [at, ear] of ears.entries()) {
      await ear.catchUp()
      expect(ear.heard).toEqual([])
      expect(ear.pushes()).toBe(0)
      expect(await ear.poll(id)).toEqual(before[at])
    }
  })
})
