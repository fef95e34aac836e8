// A session, an account or a right that ends while a push of it is under way, at every step of its path: who may not
// write any more is told so, everybody else is saved, and nothing goes round for ever. More rounds in test/faults/.

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { partsOf } from '../shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person } from './helpers/people.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { Device, events, steps, WritePath } from './helpers/write-path.ts'
import { roundOf } from './helpers/write-path-round.ts'

const seed = seedOfRun()

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatWeDo.push([paragraph])
}

describe.each(kinds)('[WM18, SY21] on %s, while a push is under way', (kind) => {
  let house: House
  let path: WritePath
  beforeAll(async () => {
    house = await openHouse(kind)
    path = await WritePath.open(house)
  })
  afterAll(async () => {
    await path?.close()
    await house.close()
  })

  it.each(events)('%s: the others are saved, at every step', { timeout: 120_000 }, async (what) => {
    const random = createRandom(seed)
    await path.anotherCase()
    const isSo = () => random.below(2) === 0
    for (const step of steps) await roundOf(path, what, step, { isWarm: isSo(), isOneGroup: isSo() })
  })

  it('who is signed out is told so, also of words that would be refused for themselves', async () => {
    await path.anotherCase()
    const session = await path.session(path.target.id)
    const device = new Device(session)
    const room = path.room(false)
    await room.look(() => {})
    device.write()
    const { update } = device.write()
    const push = () => room.push({ member: path.target.id, session, socket: session, update })
    expect(await push()).toEqual({ ok: false, why: 'missing-history' })
    await path.happen('signs out', session)
    expect(await push()).toEqual({ ok: false, why: 'not-signed-in' })
  })
})

it('[WM18, SY21] in twelve bursts of keystrokes somebody signs out in the middle: the others are saved', async () => {
  const house = await openHouse('postgres')
  try {
    const { nkechi, hana, ...others } = await house.people({
      nkechi: 'chair',
      hana: 'staff',
      ...(Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`n${at}`, 'staff'])) as Record<
        string,
        'staff'
      >),
    })
    const { id } = await house.report(hana)
    const hanas = await joinRecord(hana, id)
    for (const [at, person] of Object.values(others as Record<string, Person>).entries()) {
      await nkechi.ask('PUT', `/api/cases/${id}/access/${person.id}`, { level: 'write' })
      const theirs = await joinRecord(person, id)
      const said = Array.from({ length: 20 }, () => {
        void theirs.push(write('x')).catch(() => 'cut')
        return hanas.push(write('y'))
      })
      // At another place of the burst each time.
      await sleep(at)
      expect((await person.ask('POST', '/api/sign-out')).status).toBe(204)
      expect((await Promise.all(said)).every(({ ok }) => ok)).toBe(true)
    }
  } finally {
    await house.close()
  }
}, 60_000)

it('[WM6, SY21] a clock that is put back by a month cuts nobody, and nobody connects in a loop', async () => {
  let backMs = 0
  const house = await openHouse('postgres', { clock: () => new Date(Date.now() - backMs) })
  try {
    const { nkechi } = await house.people({ nkechi: 'chair' })
    const { id } = await house.report(nkechi)
    backMs = 31 * 86_400_000
    const { socket } = await joinRecord(nkechi, id)
    // A timer that is set too far away fires after one millisecond.
    await sleep(50)
    expect(await socket.timeout(5_000).emitWithAck('record:presence', { case: id })).toEqual({ ok: true })
  } finally {
    await house.close()
  }
})
