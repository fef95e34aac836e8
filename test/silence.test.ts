// Whoever is named in a case and never had it listens on every channel, through every act of the product, and hears what they
// would hear if there were no such case. The acts are held against the server's own list of routes and live events: a new one
// that nobody acts here is a test that fails.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { ownProcedureId } from '#shared/procedure/own-id.ts'
import { asks } from '#shared/protocol/parse.ts'
import { addTask, assignTask } from '#shared/record/edit.ts'
import { kinds } from './helpers/database.ts'
import { type Ear, openEar, type Poll, untilQuiet } from './helpers/ear.ts'
import { type House, openHouse } from './helpers/house.ts'
import { readRoutes } from './helpers/interface.ts'
import { answerChecks, type Copy, confirm, joinRecord, type Person, until } from './helpers/people.ts'
import { Device, openPushService, type PushService } from './helpers/push-service.ts'

type Name = 'nkechi' | 'tomas' | 'hana' | 'priya' | 'yusuf' | 'maria' | 'dawit' | 'soren'
/** What an act does to the team itself, which everybody of the team may know. */
type OfTheTeam = 'members' | 'phones' | 'outside' | 'procedure'
type Act = {
  /** The doors that it goes through: routes as `POST /api/reports`, live events by their name. */
  by: readonly string[]
  act: () => Promise<unknown>
  team?: OfTheTeam
}

describe.each(kinds)('[WM9] somebody who is named and never had the case, on %s', (kind) => {
  let house: House
  let service: PushService
  let people: Record<Name, Person>
  let routes: string[]
  let ears: Ear[]
  let teller: { heard: string[] }

  beforeAll(async () => {
    service = await openPushService()
    house = await openHouse(kind, { pushServices: [service.origin] })
    people = await house.people({
      ...{ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', priya: 'staff' },
      ...{ yusuf: 'staff', maria: 'staff', dawit: 'staff', soren: 'staff' },
    })
    routes = await readRoutes(house.origin)
    const polls: Poll[] = routes.filter((route) => route.startsWith('GET ')).map((route) => route.slice(4))
    // Who acts is here all the while, so that nobody's coming and going is heard.
    for (const name of ['tomas', 'hana', 'priya', 'yusuf', 'soren'] as const) await people[name].connect()
    ears = await Promise.all(
      (['nkechi', 'maria', 'dawit'] as const).map((name) => openEar(house, service, people[name], polls)),
    )
    teller = await openEar(house, service, people.hana, [])
  })
  afterAll(async () => {
    await house.close()
    await service.close()
  })

  /** Asks, and finds out that the act was done: an act that is refused would prove nothing. */
  const ask = async (name: Name, method: string, path: string, body?: object) => {
    const answer = await people[name].ask(method, path, body)
    if (answer.status >= 300) throw new Error(`${name} ${method} ${path}: ${answer.status}`)
    return answer.body as never as Record<string, never> & { id: string; token: string; code: string }
  }
  /** The same by somebody whom the server does not know. */
  const knock = async (path: string, body: object, cookie = '') => {
    const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
    const answer = await fetch(house.origin + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status}`)
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }

  let id: CaseId
  let report: string
  let copy: Copy
  let person: string
  let page: string
  let token: string
  let guest: Person
  const arrived: Person[] = []
  const tasks = {} as Record<'maria' | 'nkechi' | 'priya', TaskId>
  const at = (path: string) => `/api/cases/${id}${path}`

  const task = (who: keyof typeof tasks): Act => ({
    by: ['record:push'],
    act: async () => {
      tasks[who] = randomUUID() as TaskId
      const one = { id: tasks[who], what: `Ask ${who}`, who: people[who].id, due: null, dueWords: null }
      expect(await copy.push((doc) => addTask(doc, one))).toMatchObject({ ok: true })
    },
  })
  const phoneComes: Act = {
    by: ['POST /api/phone-codes', 'POST /api/phone'],
    team: 'phones',
    act: async () => knock('/api/phone', { code: (await ask('yusuf', 'POST', '/api/phone-codes')).code }),
  }
  const phoneIsAnswered = (isLetIn: boolean): Act => ({
    by: ['POST /api/waiting-phones/{id}'],
    act: async () => {
      const { phones } = await ask('hana', 'GET', '/api/waiting-phones')
      const [phone] = phones as never as { id: string }[]
      await ask('hana', 'POST', `/api/waiting-phones/${phone!.id}`, { isLetIn })
    },
  })
  const lift = (name: Name, member: Name): Act => ({
    by: ['POST /api/cases/{id}/exclusions/{memberId}/lift'],
    act: () => ask(name, 'POST', at(`/exclusions/${people[member].id}/lift`), { reason: 'A namesake.' }),
  })

  const opening: Act[] = [
    {
      by: ['POST /api/reports'],
      act: async () => {
        const answer = await ask('hana', 'POST', '/api/reports', {
          ...{ whatHappened: `${people.maria.name} and ${people.nkechi.name}`, danger: true },
          involvesMembers: [people.nkechi.id],
        })
        const made = answer as never as { case: { id: CaseId }; report: { id: string } }
        id = made.case.id
        report = made.report.id
      },
    },
    {
      by: ['PUT /api/mails/{id}/parts', 'POST /api/mails/{id}', 'POST /api/reports'],
      act: async () => {
        const mail = { id: randomUUID() }
        const body = `From: ${people.maria.name}\n\nIt was ${people.nkechi.name}.`
        const path = `/api/mails/${mail.id}/parts?at=0&of=${Buffer.byteLength(body)}`
        const answer = await fetch(house.origin + path, {
          method: 'PUT',
          headers: { cookie: people.hana.cookie },
          body,
        })
        if (answer.status >= 300) throw new Error(`PUT ${path}: ${answer.status}`)
        await ask('hana', 'POST', `/api/mails/${mail.id}`)
        await ask('hana', 'POST', '/api/reports', { whatHappened: 'By mail.', way: 'mail', mail, case: id })
      },
    },
    {
      by: ['POST /api/cases/{id}/people'],
      act: async () => {
        const linked = { name: 'M.', role: 'reported', memberId: people.maria.id }
        person = (await ask('tomas', 'POST', at('/people'), linked)).id
        await answerChecks(people.hana)
      },
    },
    {
      by: ['PATCH /api/cases/{id}/people/{personId}'],
      act: async () => {
        await ask('tomas', 'PATCH', at(`/people/${person}`), { name: people.maria.name, aliases: ['Em'] })
        await answerChecks(people.hana)
      },
    },
    {
      by: ['POST /api/cases/{id}/people'],
      act: () => ask('tomas', 'POST', at('/people'), { name: people.nkechi.name, role: 'witness' }),
    },
    {
      by: ['POST /api/reports'],
      act: () =>
        ask('hana', 'POST', '/api/reports', {
          ...{ whatHappened: 'once more', case: id },
          involvesMembers: [people.maria.id, people.nkechi.id],
        }),
    },
    {
      by: ['POST /api/reports/{id}/amendments'],
      act: () => ask('hana', 'POST', `/api/reports/${report}/amendments`, { words: people.maria.name }),
    },
    {
      by: ['POST /api/files', 'PUT /api/files/{id}/parts', 'POST /api/files/{id}'],
      act: async () => {
        const file = randomUUID()
        const put = async (method: string, path: string) => {
          const headers = { cookie: people.hana.cookie }
          const answer = await fetch(house.origin + path, { method, headers, body: people.maria.name })
          if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status}`)
        }
        await put('POST', `/api/files?report=${report}&name=${encodeURIComponent(people.nkechi.name)}`)
        const of = Buffer.byteLength(people.maria.name)
        await put('PUT', `/api/files/${file}/parts?case=${id}&at=0&of=${of}`)
        await ask('hana', 'POST', `/api/files/${file}`, { name: `${people.maria.name}.txt` })
      },
    },
    {
      by: ['POST /api/cases/{id}/likenesses/{memberId}'],
      act: async () => {
        await ask('tomas', 'POST', at('/people'), { name: 'Soren Holmes', role: 'witness' })
        await ask('hana', 'POST', at(`/likenesses/${people.soren.id}`), { isThem: false })
      },
    },
    {
      by: ['POST /api/cases/{id}/known-words'],
      act: () => ask('tomas', 'POST', at('/known-words'), { word: 'Halyard' }),
    },
    {
      by: ['PUT /api/cases/{id}/access/{memberId}', 'POST /api/cases/{id}/conflict'],
      act: async () => {
        await ask('tomas', 'PUT', at(`/access/${people.hana.id}`), { level: 'lead' })
        for (const name of ['priya', 'yusuf', 'soren'] as const) {
          await ask('tomas', 'PUT', at(`/access/${people[name].id}`), { level: 'write' })
          await ask(name, 'POST', at('/conflict'), { answer: 'none' })
        }
      },
    },
    {
      // Given although locked out: refused, and not a word of it.
      by: ['PUT /api/cases/{id}/access/{memberId}'],
      act: async () => {
        for (const name of ['maria', 'nkechi'] as const)
          expect(
            (await people.tomas.ask('PUT', at(`/access/${people[name].id}`), { level: 'read' })).status,
          ).toBe(409)
      },
    },
  ]

  const meeting: Act[] = [
    phoneComes,
    {
      by: ['POST /api/cases/{id}/meeting'],
      act: () => ask('hana', 'POST', at('/meeting'), { place: 'Room 2.14' }),
    },
    {
      by: ['record:join'],
      act: async () => {
        copy = await joinRecord(people.tomas, id)
      },
    },
    {
      by: ['record:presence'],
      act: () => copy.socket.emitWithAck('record:presence', { case: id, question: 2, isAdding: true }),
    },
    phoneIsAnswered(true),
    phoneComes,
    phoneIsAnswered(false),
    {
      by: ['PATCH /api/cases/{id}/meeting'],
      act: () => ask('hana', 'PATCH', at('/meeting'), { question: 3 }),
    },
    {
      by: ['POST /api/cases/{id}/displays'],
      act: () => ask('priya', 'POST', at('/displays')),
    },
    {
      by: ['PUT /api/cases/{id}/names-shown'],
      act: async () => {
        await ask('hana', 'PUT', at('/names-shown'), { isShown: true })
        await ask('hana', 'PUT', at('/names-shown'), { isShown: false })
      },
    },
    {
      by: ['POST /api/join'],
      act: async () => {
        const card = (await ask('hana', 'GET', at(''))) as never as { meeting: { joinCode: string } }
        await ask('yusuf', 'POST', '/api/join', { code: card.meeting.joinCode })
        for (const name of ['maria', 'nkechi'] as const)
          expect((await people[name].ask('POST', '/api/join', { code: card.meeting.joinCode })).status).toBe(
            404,
          )
      },
    },
    task('maria'),
    task('nkechi'),
    task('priya'),
    {
      by: ['record:push'],
      act: async () => {
        expect(await copy.push((doc) => assignTask(doc, tasks.priya, people.maria.id))).toMatchObject({
          ok: true,
        })
        expect(await copy.push((doc) => assignTask(doc, tasks.priya, people.priya.id))).toMatchObject({
          ok: true,
        })
      },
    },
    {
      by: ['task:delivered', 'POST /api/tasks/{id}/delivered', 'POST /api/tasks/{id}/answer'],
      act: async () => {
        const socket = await people.priya.connect()
        expect(await socket.emitWithAck('task:delivered', { case: id, task: tasks.priya })).toEqual({
          ok: true,
        })
        await ask('priya', 'POST', `/api/tasks/${tasks.priya}/delivered`)
        await ask('priya', 'POST', `/api/tasks/${tasks.priya}/answer`, { answer: 'accepted' })
        await ask('tomas', 'POST', `/api/tasks/${tasks.maria}/answer`, { answer: 'done' })
      },
    },
    { by: ['POST /api/cases/{id}/meeting/end'], act: () => ask('hana', 'POST', at('/meeting/end'), {}) },
    { by: ['record:leave'], act: () => copy.socket.emitWithAck('record:leave', { case: id }) },
    { by: ['PATCH /api/cases/{id}'], act: () => ask('tomas', 'PATCH', at(''), { stage: 'decided' }) },
  ]

  const afterwards: Act[] = [
    {
      by: ['POST /api/pages', 'POST /api/pages/{id}/delivered', 'POST /api/pages/{id}/answer'],
      act: async () => {
        const made = await ask('hana', 'POST', '/api/pages', { case: id })
        page = (made as never as { page: { id: string } }).page.id
        await ask('tomas', 'POST', `/api/pages/${page}/delivered`)
        await ask('tomas', 'POST', `/api/pages/${page}/answer`, { answer: 'cannot' })
      },
    },
    {
      by: ['POST /api/cases/{id}/contacts', 'PUT /api/cases/{id}/reach'],
      act: async () => {
        await ask('hana', 'POST', at('/contacts'), { kind: 'asked', text: 'Which room was it?' })
        await ask('hana', 'PUT', at('/reach'), { way: '', avoid: '', fears: 'no', wantsWord: 'yes' })
      },
    },
    {
      by: [
        'POST /api/cases/{id}/ticks',
        'DELETE /api/cases/{id}/ticks/{tickId}',
        'POST /api/cases/{id}/call-decisions',
      ],
      act: async () => {
        const tick = { id: randomUUID(), what: 'Find a private place to sit', at: new Date().toISOString() }
        const call = { id: randomUUID(), says: 'called', whom: 'police' }
        await ask('hana', 'POST', at('/ticks'), tick)
        await ask('priya', 'DELETE', at(`/ticks/${tick.id}`))
        await ask('hana', 'POST', at('/danger'), call)
        await ask('hana', 'POST', at('/call-decisions'), {
          ...{ about: call.id, whose: 'team', because: `${people.maria.name} and ${people.nkechi.name}` },
        })
      },
    },
    {
      by: ['PUT /api/pages/{id}/place', 'POST /api/cases/{id}/danger'],
      act: async () => {
        await ask('hana', 'PUT', `/api/pages/${page}/place`, { place: 'Lobby' })
        await ask('hana', 'POST', at('/danger'), { says: 'over' })
      },
    },
    {
      by: ['POST /api/pages', 'DELETE /api/pages/{id}'],
      act: async () => {
        const made = await ask('priya', 'POST', '/api/pages', { case: id })
        await ask('priya', 'DELETE', `/api/pages/${(made as never as { page: { id: string } }).page.id}`)
      },
    },
    {
      by: ['POST /api/code-names', 'POST /api/device/halves', 'POST /api/device/standing'],
      act: async () => {
        await ask('hana', 'POST', '/api/code-names')
        await ask('hana', 'POST', '/api/device/halves', { device: randomUUID() })
        await ask('hana', 'POST', '/api/device/standing')
      },
    },
    {
      by: ['PUT /api/push/subscription', 'DELETE /api/push/subscription'],
      // Whether a phone of somebody's rings is for the whole team to see.
      team: 'members',
      act: async () => {
        await ask('soren', 'PUT', '/api/push/subscription', new Device(service).subscription)
        await ask('soren', 'DELETE', '/api/push/subscription')
      },
    },
    {
      by: ['POST /api/cases/{id}/procedure'],
      act: () => ask('hana', 'POST', at('/procedure'), { id: ownProcedureId }),
    },
    lift('hana', 'maria'),
    lift('priya', 'nkechi'),
    {
      by: ['POST /api/cases/{id}/conflict', 'DELETE /api/cases/{id}/access/{memberId}'],
      act: async () => {
        await ask('soren', 'POST', at('/conflict'), { answer: 'conflict' })
        await ask('tomas', 'DELETE', at(`/access/${people.yusuf.id}`))
      },
    },
    {
      by: ['DELETE /api/cases/{id}/people/{personId}'],
      act: () => ask('tomas', 'DELETE', at(`/people/${person}`)),
    },
    { by: ['PATCH /api/cases/{id}'], act: () => ask('tomas', 'PATCH', at(''), { stage: 'closed' }) },
  ]

  const ofTheTeam: Act[] = [
    {
      // A link from the case: who comes by it is of the team for everybody, and of the case for those who may let in.
      by: ['POST /api/invitations', 'POST /api/invitations/accept'],
      team: 'members',
      act: async () => {
        for (const name of ['leilani', 'amara']) {
          const link = { role: 'staff', case: id, level: 'read' }
          const { token: carrying } = await ask('tomas', 'POST', '/api/invitations', link)
          arrived.push(await house.accept(carrying, name))
        }
      },
    },
    {
      by: ['POST /api/cases/{id}/arrivals'],
      act: async () => {
        const [leilani, amara] = arrived.map((one) => one.id)
        await ask('tomas', 'POST', at('/arrivals'), { members: [leilani], isLetIn: true })
        await ask('hana', 'POST', at('/arrivals'), { members: [amara], isLetIn: false })
      },
    },
    {
      by: ['POST /api/sign-in', 'POST /api/prove', 'POST /api/sign-out'],
      act: async () => {
        const entry = { email: 'hana@example.org', password: 'a long enough password' }
        const cookie = await knock('/api/sign-in', entry)
        await knock('/api/prove', { password: entry.password }, cookie)
        await knock('/api/sign-out', {}, cookie)
      },
    },
    {
      by: ['POST /api/invitations', 'DELETE /api/invitations/{id}', 'POST /api/invitations/look'],
      team: 'members',
      act: async () => {
        await ask(
          'nkechi',
          'DELETE',
          `/api/invitations/${(await ask('nkechi', 'POST', '/api/invitations', { role: 'staff' })).id}`,
        )
        token = (await ask('nkechi', 'POST', '/api/invitations', { role: 'coordinator' })).token
        await knock('/api/invitations/look', { token })
        guest = await house.accept(token, 'aroha')
      },
    },
    {
      by: ['POST /api/members/{id}/confirm', 'POST /api/invitations/accept'],
      team: 'members',
      act: () => confirm(people.nkechi, guest),
    },
    {
      by: ['POST /api/members/{id}/recovery', 'POST /api/recovery/look', 'POST /api/recovery'],
      team: 'members',
      act: async () => {
        // By the chair, who is locked out, for somebody who has the case.
        const made = await ask('nkechi', 'POST', `/api/members/${people.priya.id}/recovery`)
        await knock('/api/recovery/look', { token: made.token })
        await knock('/api/recovery', { token: made.token, password: 'quite another long password' })
      },
    },
    {
      by: ['PATCH /api/members/{id}'],
      team: 'members',
      act: () => ask('nkechi', 'PATCH', `/api/members/${guest.id}`, { role: 'staff' }),
    },
    {
      by: [
        'PATCH /api/me',
        'POST /api/me/password',
        'POST /api/me/session',
        'DELETE /api/me/sessions',
        'DELETE /api/me/sessions/{id}',
      ],
      team: 'members',
      act: async () => {
        const entry = { email: 'yusuf@example.org', password: 'a long enough password' }
        await ask('yusuf', 'PATCH', '/api/me', { name: 'Yusuf Kaya' })
        await ask('yusuf', 'POST', '/api/me/password', {
          password: entry.password,
          newPassword: entry.password,
        })
        await ask('yusuf', 'POST', '/api/me/session')
        await knock('/api/sign-in', entry)
        const sessions = (await ask('yusuf', 'GET', '/api/me/sessions')) as never as {
          id: string
          isThis: boolean
        }[]
        await ask('yusuf', 'DELETE', `/api/me/sessions/${sessions.find(({ isThis }) => !isThis)!.id}`)
        await knock('/api/sign-in', entry)
        await ask('yusuf', 'DELETE', '/api/me/sessions')
      },
    },
    {
      by: ['PUT /api/outside', 'PUT /api/clocks', 'PUT /api/numbers'],
      team: 'outside',
      act: async () => {
        await ask('nkechi', 'PUT', '/api/clocks', { acknowledgeHours: 12, outcomeDays: 5 })
        await ask('nkechi', 'PUT', '/api/numbers', {
          numbers: [{ use: 'emergency', name: 'Police', phone: '112' }],
        })
        await ask('nkechi', 'PUT', '/api/outside', { outside: { name: 'Ngozi Eze', reach: '555 0188' } })
      },
    },
    {
      by: [
        ...['POST /api/procedure/preview', 'POST /api/procedure'],
        ...['POST /api/procedure/readings', 'POST /api/procedure/reminders'],
      ],
      team: 'procedure',
      act: async () => {
        const text = { markdown: '# First response\n- Sit down' }
        await ask('tomas', 'POST', '/api/procedure/preview', text)
        const { id: version } = await ask('tomas', 'POST', '/api/procedure', text)
        // Who has read it is not rung for it.
        for (const name of ['tomas', 'nkechi', 'maria', 'dawit'] as const)
          await ask(name, 'POST', '/api/procedure/readings', { id: version })
        await ask('tomas', 'POST', '/api/procedure/reminders', { id: version })
      },
    },
    {
      by: ['PUT /api/roster/shifts/{id}', 'POST /api/roster/shifts', 'DELETE /api/roster/shifts/{id}'],
      team: 'members',
      act: async () => {
        const times = { from: '2026-11-05T08:00:00Z', to: '2026-11-05T12:00:00Z' }
        const [one, other] = [randomUUID(), randomUUID()]
        await ask('tomas', 'PUT', `/api/roster/shifts/${one}`, { member: people.hana.id, ...times })
        await ask('tomas', 'POST', '/api/roster/shifts', {
          shifts: [{ id: other, member: people.maria.id, ...times }],
        })
        await ask('tomas', 'DELETE', `/api/roster/shifts/${one}`)
      },
    },
    {
      // The chair ends the account of somebody who has the case that she is locked out of.
      by: ['DELETE /api/members/{id}'],
      team: 'members',
      act: () => ask('nkechi', 'DELETE', `/api/members/${people.priya.id}`),
    },
  ]

  const ofAttendees: Act[] = [
    // Whether the page is open is for the whole team to see.
    {
      by: ['PATCH /api/event'],
      team: 'outside',
      act: () => ask('nkechi', 'PATCH', '/api/event', { publicReports: true }),
    },
    {
      by: ['POST /api/public/reports', 'POST /api/public/returns', 'POST /api/public/returns/messages'],
      act: async () => {
        const headers = { 'content-type': 'application/json' }
        const send = async (path: string, body: object) => {
          const asked = { method: 'POST', headers, body: JSON.stringify(body) }
          const answer = await fetch(`${house.origin}/api/public/${path}`, asked)
          if (answer.status >= 300) throw new Error(`${path}: ${answer.status}`)
          return (await answer.json()) as { code: string }
        }
        const named = { who: people.maria.name, others: people.nkechi.name, danger: true }
        const { code } = await send('reports', { whatHappened: 'He shouted.', ...named })
        await send('returns', { code })
        await send('returns/messages', { code, text: `${people.maria.name}, again` })
      },
    },
  ]

  const acts = [...opening, ...meeting, ...afterwards, ...ofTheTeam, ...ofAttendees]
  /** Nobody can do it a second time. */
  const before = ['POST /api/setup']

  it('every route that changes anything, and every live event, is one of the acts', () => {
    const changing = routes.filter((route) => !route.startsWith('GET '))
    const covered = new Set([...acts.flatMap(({ by }) => by), ...before])
    expect([...changing, ...Object.keys(asks)].filter((door) => !covered.has(door))).toEqual([])
    expect([...covered].filter((door) => !changing.includes(door) && !Object.hasOwn(asks, door))).toEqual([])
  })

  it('hears nothing, through every act there is', { timeout: 300_000 }, async () => {
    await quiet()
    let known = await Promise.all(ears.map((ear) => ear.poll(randomUUID() as CaseId)))
    let frames = ears.map((ear) => ear.frames())
    for (const { by, act, team } of acts) {
      await act()
      if (team) await quiet(false)
      await Promise.all(ears.map((ear) => ear.catchUp()))
      const now = await Promise.all(ears.map((ear) => ear.poll(id)))
      for (const [place, ear] of ears.entries()) {
        const label = `${ear.name}, ${by.join(', ')}`
        const heard = ear.heard.splice(0)
        if (team) expect([...new Set(heard), label]).toSatisfy(isOnly(team))
        else {
          expect([heard, ear.frames(), label]).toEqual([[], frames[place], label])
          expect({ ...now[place], label }).toEqual({ ...known[place], label })
        }
        expect([ear.pushes(), label]).toEqual([0, label])
      }
      // What everybody of the team may see has changed for everybody; the case is as unknown as before.
      for (const [place] of ears.entries()) expect(ofCases(now[place]!)).toEqual(ofCases(known[place]!))
      known = now
      frames = ears.map((ear) => ear.frames())
    }
    // What is told later was told by now: the last of it has reached those who may hear it.
    const told = teller.heard.length
    await ask('tomas', 'PATCH', at(''), { stage: 'acting' })
    await until(() => teller.heard.length > told)
    await until(() => settled())
    await Promise.all(ears.map((ear) => ear.catchUp()))
    expect(ears.map(({ heard, pushes }) => [heard, pushes()])).toEqual(ears.map(() => [[], 0]))
    expect(teller.heard.length).toBeGreaterThan(20)
  })

  it('hears of it only when they are given it, after two have let them in again', async () => {
    const [, maria] = ears
    await lift('tomas', 'maria').act()
    await maria!.catchUp()
    expect(maria!.heard).toEqual([])
    await ask('tomas', 'PUT', at(`/access/${people.maria.id}`), { level: 'read' })
    await until(() => maria!.heard.includes('news access'))
  })

  const quiet = (forgets = true) => untilQuiet(ears, forgets)
  const isOnly = (team: OfTheTeam) => (heard: string[]) =>
    heard.slice(0, -1).every((one) => one === `news ${team}`)
  const ofCases = (answers: Record<Poll, string>) =>
    Object.fromEntries(Object.entries(answers).filter(([route]) => /cases|tasks|conflict|pages/.test(route)))
  /** Nothing waits to be sent any more. */
  const settled = async () => {
    const jobs = house.db.selectFrom('jobs').select('id').where('kind', 'in', ['tell-task', 'ring-device'])
    return (await jobs.execute()).length === 0
  }
})
