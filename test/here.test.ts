// Who is here: told when a member's first device comes and their last one goes, and not for each of their devices.

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MeetingsNow } from '../shared/http/meetings.ts'
import type { Member } from '../shared/http/people.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, joinRecord, type Person, until } from './helpers/people.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const isHere = async (actor: Person, who: Person): Promise<boolean> =>
  ((await actor.ask('GET', '/api/members')).body as Member[]).some((one) => one.id === who.id && one.isHere)

let people: Record<'nkechi' | 'hana' | 'priya', Person>
beforeAll(async () => {
  people = await house.people({ nkechi: 'chair', hana: 'staff', priya: 'staff' })
})

it('a second device of a member is no news to the team', async () => {
  const { nkechi, hana } = people
  const watching = await nkechi.connect()
  await until(() => isHere(nkechi, nkechi))
  let heard = 0
  watching.on('news', ({ kind }) => {
    if (kind === 'members') heard += 1
  })
  const phone = await hana.connect()
  await until(() => heard === 1)
  const laptop = await hana.connect()
  phone.disconnect()
  // Asked on the laptop's own connection: by then the server has seen both.
  await laptop.emitWithAck('record:leave', { case: '00000000-0000-4000-8000-000000000000' as never })
  await until(() => house.app.sync.io.sockets.sockets.size === 2)
  expect([heard, await isHere(nkechi, hana)]).toEqual([1, true])
  laptop.disconnect()
  await until(() => heard === 2)
  expect(await isHere(nkechi, hana)).toBe(false)
})

it('[HR2] a meeting has those who are in it now, and is told to nobody else', async () => {
  const { nkechi, hana, priya } = people
  const { id } = await house.report(hana)
  await answerChecks(nkechi)
  const now = async (actor: Person) =>
    ((await actor.ask('GET', '/api/my/meetings')).body as MeetingsNow).meetings
  expect(await now(hana)).toEqual([])
  await hana.ask('POST', `/api/cases/${id}/meeting`)
  expect(await now(nkechi)).toEqual([{ case: id, here: [] }])
  const watching = await nkechi.connect()
  let heard = 0
  watching.on('news', (news) => {
    if (news.kind === 'case' && news.part === 'present') heard += 1
  })
  const hanas = await joinRecord(hana, id)
  await until(() => heard === 1)
  expect(await now(nkechi)).toEqual([{ case: id, here: [hana.id] }])
  expect(await now(priya)).toEqual([])
  hanas.socket.disconnect()
  await until(() => heard === 2)
  expect(await now(nkechi)).toEqual([{ case: id, here: [] }])
})
