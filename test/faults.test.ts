// What breaks in an evening, broken on purpose, with the product's own client: nothing acknowledged is lost, nothing is
// there twice, and the save state never says more than is true. The longer ones are in test/faults/.

import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createLive, type Live } from '../client/sync/live.ts'
import type { RecordConnection } from '../client/sync/record-connection.ts'
import type { CaseId } from '../shared/ids.ts'
import { readText } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { openCable } from './helpers/cable.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { openHouse } from './helpers/house.ts'
import { openMessageProxy } from './helpers/message-proxy.ts'
import { at, enterServer, type Person, report, type TestSocket, until } from './helpers/people.ts'
import { startPostgres } from './helpers/postgres-server.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { startServer } from './helpers/server-process.ts'

const seed = seedOfRun()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openRecord(person: Person, url: string, caseId: CaseId): Promise<RecordConnection> {
  const live: Live = createLive({ url, socketOptions: { extraHeaders: { cookie: person.cookie } } })
  ends.push(live.close)
  const record = live.openRecord(caseId)
  await until(() => record.status().is === 'open')
  return record
}

let words = 0
/** @returns the word, unlike any other */
function type(record: RecordConnection): string {
  const word = `<${words++}>`
  const { whatHappened } = partsOf(record.doc)
  record.doc.transact(() => {
    if (whatHappened.length === 0) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText()])
      whatHappened.insert(0, [paragraph])
    }
    const text = (whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.insert(text.length, word)
  }, 'me')
  return word
}

const wordsIn = (record: RecordConnection): string[] =>
  (readText(partsOf(record.doc).whatHappened).match(/<[^>]*>/g) ?? []).toSorted()
const isSaved = (record: RecordConnection): boolean => record.saveState().kind === 'saved'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('[S2, S10] the database', () => {
  it('crashes in mid-typing: people are told within 2 s, and nothing is lost when it is back', {
    timeout: 90_000,
  }, async () => {
    const postgres = await startPostgres()
    const server = await startServer({ DATABASE_URL: postgres.url })
    const sockets = new Set<TestSocket>()
    ends.push(() => postgres.stop(), server.close)
    const people = await enterServer(server, sockets, { nkechi: 'chair', hana: 'staff' })
    const { id } = await report(people.hana)
    const records = [
      await openRecord(people.nkechi, server.origin, id),
      await openRecord(people.hana, server.origin, id),
    ] as const
    const typed = [type(records[0])]
    await until(() => records.every((record) => isSaved(record) && wordsIn(record).length === 1))
    await postgres.crash()
    const crashedAt = performance.now()
    for (const record of records) typed.push(type(record))
    await until(() => records.every((record) => record.saveState().kind !== 'saving'), 6_000)
    const toldAfter = performance.now() - crashedAt
    expect(records.every((record) => !isSaved(record))).toBe(true)
    await pause(1_000)
    expect(records.some(isSaved)).toBe(false)
    await postgres.restart()
    const backAt = performance.now()
    await until(() => records.every(isSaved), 15_000)
    console.info(
      `told after ${Math.round(toldAfter)} ms, saved ${Math.round(performance.now() - backAt)} ms after it was back`,
    )
    for (const record of records) await until(() => wordsIn(record).join() === typed.toSorted().join())
  })
})

describe('[C1, S2] a node of two', () => {
  it('is killed while people type: they go on at the other, and nothing is lost', {
    timeout: 90_000,
  }, async () => {
    const { url, drop } = await createPostgresDatabase()
    const first = await startServer({ DATABASE_URL: url })
    const second = await startServer({ DATABASE_URL: url, MASTER_KEY_FILE: `${first.dataDir}/master.key` })
    const sockets = new Set<TestSocket>()
    ends.push(drop, second.close, first.close)
    const people = await enterServer(first, sockets, { nkechi: 'chair', hana: 'staff' })
    const { id } = await report(people.hana)
    // What a load balancer does: new connections go where somebody is.
    let home = first.origin
    const balancer = await openCable(() => home)
    ends.push(balancer.close)
    const moving = await openRecord(people.hana, balancer.url, id)
    const staying = await openRecord(at({ origin: second.origin }, people.nkechi), second.origin, id)
    const typed = [type(moving), type(staying)]
    await until(() => [moving, staying].every((record) => isSaved(record) && wordsIn(record).length === 2))
    for (let n = 0; n < 20; n++) typed.push(type(moving))
    await first.kill()
    home = second.origin
    const lostAt = performance.now()
    typed.push(type(moving), type(staying))
    await until(() => isSaved(moving) && isSaved(staying), 15_000)
    console.info(`back at the other node after ${Math.round(performance.now() - lostAt)} ms`)
    for (const record of [moving, staying])
      await until(() => wordsIn(record).join() === typed.toSorted().join())
    // Who was there with the killed node goes with it, once it has not been heard of for long enough.
    const hanas = () => staying.present().filter(({ member }) => member === people.hana.id).length
    await until(() => hanas() === 1, 35_000)
  })
})

describe('[S4, S8] the line', () => {
  it(`doubles, reorders and loses answers: the same text for all, nothing waits (seed ${seed})`, {
    timeout: 90_000,
  }, async () => {
    const house = await openHouse('postgres')
    ends.push(house.close)
    const people = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(people.hana)
    const proxy = await openMessageProxy(house.origin, createRandom(seed))
    ends.push(proxy.close)
    const bad = await openRecord(people.hana, proxy.url, id)
    const good = await openRecord(people.nkechi, house.origin, id)
    const typed = [type(good)]
    await until(() => wordsIn(bad).length === 1)
    const troubles = () => proxy.counts.twice + proxy.counts.late + proxy.counts.lost
    for (let n = 0; n < 150 || (troubles() < 3 && n < 900); n++) {
      typed.push(type(n % 5 === 0 ? good : bad))
      await pause(15)
    }
    proxy.mend()
    await until(() => isSaved(bad) && isSaved(good), 30_000)
    for (const record of [bad, good]) await until(() => wordsIn(record).join() === typed.toSorted().join())
    for (const { doc } of [bad, good]) expect(doc.store.pendingStructs).toBeNull()
    expect(troubles(), `seed ${seed}`).toBeGreaterThan(0)
    console.info(`seed ${seed}: ${JSON.stringify(proxy.counts)}`)
  })

  it('brings 10,000 edits made offline at once: merged within seconds, others go on meanwhile', {
    timeout: 120_000,
  }, async () => {
    const house = await openHouse('postgres')
    ends.push(house.close)
    const people = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(people.hana)
    const cable = await openCable(house.origin)
    ends.push(cable.close)
    const away = await openRecord(people.hana, cable.url, id)
    const here = await openRecord(people.nkechi, house.origin, id)
    type(here)
    await until(() => wordsIn(away).length === 1)
    cable.cut()
    await until(() => away.saveState().kind === 'offline')
    for (let n = 0; n < 10_000; n++) type(away)
    expect(away.saveState().text).toBe('Offline: 10000 edits kept on this device')
    cable.mend()
    const backAt = performance.now()
    let slowest = 0
    while (!isSaved(away)) {
      const askedAt = performance.now()
      type(here)
      await until(() => isSaved(here) || here.saveState().edits === 0, 10_000)
      slowest = Math.max(slowest, performance.now() - askedAt)
    }
    console.info(
      `10,000 edits merged ${Math.round(performance.now() - backAt)} ms after the line was back; the other’s slowest save took ${Math.round(slowest)} ms`,
    )
    await until(() => wordsIn(here).length === wordsIn(away).length && wordsIn(here).length > 10_000, 20_000)
  })

  it('is cut for 300 at once: all are back', { timeout: 120_000 }, async () => {
    const house = await openHouse('postgres')
    ends.push(house.close)
    const people = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(people.hana)
    const cable = await openCable(house.origin)
    ends.push(cable.close)
    const records: RecordConnection[] = []
    for (let n = 0; n < 300; n += 30)
      records.push(
        ...(await Promise.all(
          Array.from({ length: 30 }, (_, at) =>
            openRecord(at % 2 ? people.hana : people.nkechi, cable.url, id),
          ),
        )),
      )
    cable.cut()
    await until(() => records.every((record) => record.saveState().kind === 'offline'), 10_000)
    cable.mend()
    const backAt = performance.now()
    const isBack = (record: RecordConnection) => record.status().is === 'open' && isSaved(record)
    await until(() => records.every(isBack), 20_000)
    console.info(`300 were back after ${Math.round(performance.now() - backAt)} ms`)
    const word = type(records[0]!)
    await until(() => records.every((record) => wordsIn(record).includes(word)), 10_000)
  })
})

describe('[S2] the server', () => {
  it('is asked to end while people type, and started again: nothing is lost', {
    timeout: 90_000,
  }, async () => {
    const { url, drop } = await createPostgresDatabase()
    const server = await startServer({ DATABASE_URL: url })
    ends.push(drop, server.close)
    const people = await enterServer(server, new Set(), { nkechi: 'chair', hana: 'staff' })
    const { id } = await report(people.hana)
    const records = [
      await openRecord(people.nkechi, server.origin, id),
      await openRecord(people.hana, server.origin, id),
    ] as const
    const typed = [type(records[0])]
    await until(() => wordsIn(records[1]).length === 1)
    for (let n = 0; n < 30; n++) for (const record of records) typed.push(type(record))
    const askedAt = performance.now()
    expect(await server.stop()).toBe(0)
    const endedAfter = performance.now() - askedAt
    typed.push(type(records[1]))
    await server.start()
    const startedAt = performance.now()
    await until(() => records.every(isSaved), 15_000)
    console.info(
      `ended after ${Math.round(endedAfter)} ms; everybody was back ${Math.round(performance.now() - startedAt)} ms after the start`,
    )
    for (const record of records) await until(() => wordsIn(record).join() === typed.toSorted().join())
  })
})
