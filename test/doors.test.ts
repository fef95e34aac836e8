// Every door there is, as the server itself lists them: a new route or event that forgets to ask who is there is found
// here without anybody having to think of it.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId } from '../shared/ids.ts'
import type { asks } from '../shared/protocol/parse.ts'
import { setActing } from '../shared/record/edit.ts'
import { type House, openHouse } from './helpers/house.ts'
import { readRoutes } from './helpers/interface.ts'
import { exact, type Person, updateOf } from './helpers/people.ts'

/** What somebody who is not signed in may ask. */
const openDoors = [
  'GET /api/front',
  'GET /api/health',
  'GET /api/ready',
  'POST /api/setup',
  'POST /api/sign-in',
  'POST /api/sign-out',
  'POST /api/invitations/accept',
  'POST /api/invitations/look',
  'POST /api/recovery',
  'POST /api/recovery/look',
  'POST /api/phone',
  'GET /api/phone',
  'POST /api/device/standing',
  // Attendees have no account; while their page is closed these are paths like any unknown one (`[AT1]`).
  'POST /api/public/reports',
  'POST /api/public/returns',
  'POST /api/public/returns/messages',
]

let house: House
let people: Record<'nkechi' | 'hana' | 'dawit' | 'maria', Person>
let caseId: CaseId

beforeAll(async () => {
  house = await openHouse()
  people = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff', maria: 'staff' })
  caseId = (await house.report(people.hana, { involvesMembers: [people.maria.id] })).id
})
afterAll(() => house.close())

it('[WM6] without a session every route but those of the front door answers the same 401', async () => {
  const doors = (await readRoutes(house.origin)).filter((door) => !openDoors.includes(door))
  expect(doors.length).toBeGreaterThan(20)
  const answers = new Set<string>()
  for (const door of doors) {
    const [method = '', path = ''] = door.split(' ')
    const answer = await fetch(house.origin + path.replaceAll(/\{\w+\}/g, randomUUID()), {
      method,
      ...(method !== 'GET' && { headers: { 'content-type': 'application/json' }, body: '{}' }),
    })
    answers.add(`${answer.status} ${await answer.text()}`)
  }
  expect([...answers]).toEqual([expect.stringContaining('401 {"type":"urn:greenroom:problem:not-signed-in"')])
})

it('[WM1] every live event answers about a hidden case as about one that never was', async () => {
  const update = exact(updateOf(new Y.Doc(), (doc) => setActing(doc, 'yes')))
  const asked: Record<keyof typeof asks, object> = {
    'record:join': { stateVector: exact(new Uint8Array([0])) },
    'record:push': { update },
    'record:presence': { question: 1 },
    'record:leave': {},
    'task:delivered': { task: randomUUID() },
  }
  // Dawit is not on the case, and Maria must not even learn of it.
  for (const person of [people.dawit, people.maria]) {
    const socket = await person.connect()
    for (const [event, ask] of Object.entries(asked)) {
      const answerOf = (id: string) =>
        socket.emitWithAck(event as 'record:leave', { ...ask, case: id as CaseId })
      expect(await answerOf(caseId), `${event} as ${person.name}`).toEqual(await answerOf(randomUUID()))
    }
  }
  const log = await house.db.selectFrom('record_log').select('seq').execute()
  expect(log).toEqual([])
})
