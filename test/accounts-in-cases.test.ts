// What a way back in, another role, another name and an end of an account do to cases and to what is open: nobody gains a case by
// any of it, and screens are cut at once.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail } from '#shared/http/cases.ts'
import type { Member, NewInvitation, NewRecovery } from '#shared/http/people.ts'
import type { TaskId } from '#shared/ids.ts'
import { addTask, setActing } from '#shared/record/edit.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, personBehind, until } from './helpers/people.ts'

const password = 'quite another long password'

describe.each(kinds)('accounts and their cases on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'tomas' | 'lena' | 'hana' | 'dawit' | 'priya' | 'soren', Person>
  let clockMs = 0
  beforeAll(async () => {
    house = await openHouse(kind, { clock: () => new Date(Date.now() + clockMs) })
    people = await house.people({
      ...{ nkechi: 'chair', tomas: 'coordinator', lena: 'coordinator', hana: 'staff' },
      ...{ dawit: 'staff', priya: 'staff', soren: 'staff' },
    })
  })
  afterAll(() => house.close())

  const detailOf = async (person: Person, id: string) => person.ask('GET', `/api/cases/${id}`)
  const opens = async (person: Person, id: string) => (await detailOf(person, id)).status === 200
  const makeFor = async (by: Person, of: Person): Promise<NewRecovery> => {
    const { status, body } = await by.ask('POST', `/api/members/${of.id}/recovery`)
    expect(status).toBe(201)
    return body
  }
  const recover = async (by: Person, of: Person): Promise<Person> => {
    const { token } = await makeFor(by, of)
    return personBehind(house, '/api/recovery', { token, password })
  }
  const closed = (socket: { connected: boolean }) => until(() => !socket.connected, 1_000)

  it('[AC2, WM9] a coordinator who is named takes nothing over by making a link for somebody who has the case', async () => {
    const { id } = await house.report(people.hana, { involvesMembers: [people.tomas.id] })
    const other = await house.report(people.hana)
    const open = await joinRecord(people.hana, id)
    const asHana = await recover(people.tomas, people.hana)
    await closed(open.socket)
    const never = await detailOf(asHana, crypto.randomUUID())
    expect((await detailOf(asHana, id)).body).toEqual(never.body)
    expect(await opens(asHana, other.id)).toBe(true)
    // Those on the case see that it is no longer hers, and in whose name she came back; they give it to her once they know.
    const { team } = (await detailOf(people.nkechi, id)).body as CaseDetail
    expect(team).not.toContain(people.hana.id)
    const members = (await people.nkechi.ask('GET', '/api/members')).body as Member[]
    expect(members.find((one) => one.id === people.hana.id)?.back?.by).toBe('Tomás Ibarra')
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.hana.id}`, { level: 'write' })
    expect(await opens(asHana, id)).toBe(true)
    people.hana = asHana
  })

  it('[AC2, WM10] where the member led it alone, somebody else leads it', async () => {
    const { id } = await house.report(people.dawit, { involvesMembers: [people.lena.id] })
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.dawit.id}`, { level: 'lead' })
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.nkechi.id}`, { level: 'read' })
    people.dawit = await recover(people.lena, people.dawit)
    expect(await opens(people.dawit, id)).toBe(false)
    expect(((await detailOf(people.nkechi, id)).body as CaseDetail).level).toBe('lead')
  })

  it('[AC2] a link by somebody who is not named in it leaves every case as it was, and who is locked out stays so', async () => {
    const { id } = await house.report(people.priya, { involvesMembers: [people.soren.id] })
    people.priya = await recover(people.nkechi, people.priya)
    expect(await opens(people.priya, id)).toBe(true)
    people.soren = await recover(people.nkechi, people.soren)
    expect(await opens(people.soren, id)).toBe(false)
    expect(
      (await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.soren.id}`, { level: 'read' }))
        .status,
    ).toBe(409)
  })

  it('[AC2] nor does it go from link to link', async () => {
    const { id } = await house.report(people.priya, { involvesMembers: [people.nkechi.id] })
    expect(await opens(people.tomas, id)).toBe(true)
    people.tomas = await recover(people.nkechi, people.tomas)
    expect(await opens(people.tomas, id)).toBe(false)
    people.priya = await recover(people.tomas, people.priya)
    expect(await opens(people.priya, id)).toBe(false)
    expect(await opens(people.lena, id)).toBe(true)
  })

  it('[AC2] nor to what is theirs in a case that they never had: tasks, or coming in by a link from it', async () => {
    const { id } = await house.report(people.hana, { involvesMembers: [people.lena.id] })
    const copy = await joinRecord(people.hana, id)
    const task = crypto.randomUUID() as TaskId
    await copy.push((doc) =>
      addTask(doc, { id: task, what: 'Look there', who: people.soren.id, due: null, dueWords: null }),
    )
    const tasksOf = async (person: Person) => JSON.stringify((await person.ask('GET', '/api/my/tasks')).body)
    await until(async () => (await tasksOf(people.soren)).includes(task))
    const invitation = { role: 'staff', case: id, level: 'write' }
    const { token } = (await people.nkechi.ask('POST', '/api/invitations', invitation)).body as NewInvitation
    const amara = await house.accept(token, 'amara')
    const waiting = async () => JSON.stringify((await people.nkechi.ask('GET', '/api/arrivals')).body)
    expect(await waiting()).toContain(amara.id)

    const [asSoren, asAmara] = [await recover(people.lena, people.soren), await recover(people.lena, amara)]
    expect(await tasksOf(asSoren)).not.toContain(task)
    expect((await asSoren.ask('POST', `/api/tasks/${task}/answer`, { answer: 'accepted' })).status).toBe(404)
    expect(await waiting()).not.toContain(amara.id)
    const letIn = { members: [amara.id], isLetIn: true }
    expect((await people.nkechi.ask('POST', `/api/cases/${id}/arrivals`, letIn)).status).toBe(404)
    expect(await opens(asAmara, id)).toBe(false)
    people.soren = asSoren
  })

  it('[AC3] a sign-in with the old password that is under way outlives no way back in', async () => {
    const words = (round: number) => `the long password number ${round}`
    const signIn = (round: number) =>
      fetch(`${house.origin}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'dawit@example.org', password: words(round) }),
      })
    for (let round = 0; round < 6; round++) {
      const { token } = await makeFor(people.nkechi, people.dawit)
      const underWay = round > 0 ? Array.from({ length: 4 }, () => signIn(round - 1)) : []
      people.dawit = await personBehind(house, '/api/recovery', { token, password: words(round) })
      for (const answer of await Promise.all(underWay)) {
        const [cookie = ''] = answer.headers.getSetCookie()
        const me = await fetch(`${house.origin}/api/me`, { headers: { cookie: cookie.split(';')[0]! } })
        expect(me.status).toBe(401)
      }
    }
    expect((await people.dawit.ask('GET', '/api/me')).status).toBe(200)
  })

  it('[AC3] the links that somebody gave out are void once they got back in', async () => {
    const asStranger = await makeFor(people.tomas, people.soren)
    people.tomas = await recover(people.nkechi, people.tomas)
    const used = { token: asStranger.token, password }
    await expect(personBehind(house, '/api/recovery', used)).rejects.toThrow()
  })

  it('[AC3, AC6] live connections of sessions that ended are cut within a second; this one stays', async () => {
    const signIn = () => personBehind(house, '/api/sign-in', { email: 'priya@example.org', password })
    const [phone, laptop] = [await signIn(), await signIn()]
    const [own, ofPhone, ofLaptop] = [
      await people.priya.connect(),
      await phone.connect(),
      await laptop.connect(),
    ]
    const { body } = await phone.ask('GET', '/api/me/sessions')
    const phones = (body as { id: string; isThis: boolean }[]).find(({ isThis }) => isThis)!
    expect((await people.priya.ask('DELETE', `/api/me/sessions/${phones.id}`)).status).toBe(204)
    await closed(ofPhone)
    expect(ofLaptop.connected).toBe(true)
    const change = { password, newPassword: 'a third long password' }
    expect((await people.priya.ask('POST', '/api/me/password', change)).status).toBe(204)
    await closed(ofLaptop)
    expect(own.connected).toBe(true)
  })

  it('[AC5, WM2] a role that goes counts at the next act in a case; the case itself stays', async () => {
    const { id } = await house.report(people.hana)
    const stage = (name: string) => people.lena.ask('PATCH', `/api/cases/${id}`, { stage: name })
    expect((await stage('acting')).status).toBe(200)
    const copy = await joinRecord(people.lena, id)
    const news: string[] = []
    copy.socket.on('news', ({ kind: what }) => void news.push(what))
    expect(
      (await people.nkechi.ask('PATCH', `/api/members/${people.lena.id}`, { role: 'staff' })).status,
    ).toBe(204)
    expect((await stage('decided')).status).toBe(404)
    expect(await opens(people.lena, id)).toBe(true)
    expect(await copy.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: true })
    await until(() => news.includes('access') && news.includes('members'))
  })

  it('[AC5, WM12] a coordinator who is named gains nothing by becoming a chair, and a new chair has no case from before', async () => {
    const { id } = await house.report(people.hana, { involvesMembers: [people.tomas.id] })
    for (const person of [people.tomas, people.dawit])
      await people.nkechi.ask('PATCH', `/api/members/${person.id}`, { role: 'chair' })
    for (const person of [people.tomas, people.dawit]) expect(await opens(person, id)).toBe(false)
    // Nobody who could lead it is left but those who came later.
    for (const person of [people.hana, people.nkechi])
      await people.nkechi
        .ask('POST', `/api/cases/${id}/conflict`, { answer: 'none' })
        .then(() => person.ask('POST', `/api/cases/${id}/conflict`, { answer: 'conflict' }))
    for (const person of [people.tomas, people.dawit]) expect(await opens(person, id)).toBe(false)
    await people.nkechi.ask('PATCH', `/api/members/${people.dawit.id}`, { role: 'staff' })
    await people.nkechi.ask('PATCH', `/api/members/${people.tomas.id}`, { role: 'coordinator' })
  })

  it('[WM3] whoever is named by a name that they had before is locked out', async () => {
    const { id } = await house.report(people.hana)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.soren.id}`, { level: 'write' })
    expect((await people.soren.ask('PATCH', '/api/me', { name: 'Somebody Else' })).status).toBe(200)
    const copy = await joinRecord(people.soren, id)
    await people.nkechi.ask('POST', `/api/cases/${id}/people`, { name: 'Søren Holm', role: 'reported' })
    expect(await opens(people.soren, id)).toBe(false)
    expect(await copy.push((doc) => setActing(doc, 'no'))).toMatchObject({ ok: false })
  })

  it('another name is on the screens of others at once', async () => {
    const { id } = await house.report(people.hana)
    const old = await joinRecord(people.hana, id)
    await people.hana.ask('PATCH', '/api/me', { name: 'Hana Sato' })
    await closed(old.socket)
    const mine = await joinRecord(people.hana, id)
    await mine.socket.emitWithAck('record:presence', { case: id, question: 1 })
    const theirs = await joinRecord(people.nkechi, id)
    await until(() => theirs.join.present.some(({ name }) => name === 'Hana Sato'))
  })

  it('[AC5, WM2] an account that has an end is cut at that moment, wherever it is open', async () => {
    const { id } = await house.report(people.hana)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.priya.id}`, { level: 'write' })
    const before = await people.priya.connect()
    const end = new Date(Date.now() + clockMs + 1_500).toISOString()
    expect((await people.nkechi.ask('PATCH', `/api/members/${people.priya.id}`, { until: end })).status).toBe(
      204,
    )
    await closed(before)
    const copy = await joinRecord(people.priya, id)
    await until(() => !copy.socket.connected, 3_000)
    expect(Date.now() + clockMs).toBeGreaterThanOrEqual(Date.parse(end) - 50)
    expect((await people.priya.ask('GET', '/api/me')).status).toBe(401)
  })

  it('[AC5, WM18] a push that is under way when the end comes is refused', async () => {
    const { id } = await house.report(people.hana)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.dawit.id}`, { level: 'write' })
    const end = new Date(Date.now() + clockMs + 3_600_000).toISOString()
    await people.nkechi.ask('PATCH', `/api/members/${people.dawit.id}`, { until: end })
    const copy = await joinRecord(people.dawit, id)
    clockMs += 3_600_000
    // The clock of the connection has not come round yet: the database has the word.
    expect(await copy.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: false })
    clockMs -= 3_600_000
  })
})
