// What breaks in an evening, broken on purpose, with the product's own client: nothing acknowledged is lost, nothing is
// there twice, and the save state never says more than is true. The longer ones are in test/faults/.

import { afterEach, describe, expect, it } from 'vitest'
import { openCable } from './helpers/cable.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { openHouse } from './helpers/house.ts'
import { openMessageProxy } from './helpers/message-proxy.ts'
import { at, enterServer, report, type TestSocket, until } from './helpers/people.ts'
import { startPostgres } from './helpers/postgres-server.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { startServer } from './helpers/server-process.ts'
import { isSaved, openRecord, typeWord, wordsOf } from './helpers/writer.ts'

const seed = seedOfRun()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('[SY2, SY10] the database', () => {
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
      await openRecord(people.nkechi, server.origin, id, ends),
      await openRecord(people.hana, server.origin, id, ends),
    ] as const
    const typed = [typeWord(records[0])]
    await until(() => records.every((record) => isSaved(record) && wordsOf(record).length === 1))
    await postgres.crash()
    const crashedAt = performance.now()
    for (const record of records) typed.push(typeWord(record))
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
    for (const record of records) await until(() => wordsOf(record).join() === typed.toSorted().join())
  })
})

describe('[ND1, SY2] a node of two', () => {
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
    const moving = await openRecord(people.hana, balancer.url, id, ends)
    const staying = await openRecord(at({ origin: second.origin }, people.nkechi), second.origin, id, ends)
    const typed = [typeWord(moving), typeWord(staying)]
    await until(() => [moving, staying].every((record) => isSaved(record) && wordsOf(record).length === 2))
    for (let n = 0; n < 20; n++) typed.push(typeWord(moving))
    await first.kill()
    home = second.origin
    const lostAt = performance.now()
    typed.push(typeWord(moving), typeWord(staying))
    await until(() => isSaved(moving) && isSaved(staying), 15_000)
    console.info(`back at the other node after ${Math.round(performance.now() - lostAt)} ms`)
    for (const record of [moving, staying])
      await until(() => wordsOf(record).join() === typed.toSorted().join())
    // Who was there with the killed node goes with it, once it has not been heard of for long enough.
    const hanas = () => staying.present().filter(({ member }) => member === people.hana.id).length
    await until(() => hanas() === 1, 35_000)
  })
})

describe('[SY4, SY8] the line', () => {
  it(`doubles, reorders and loses answers: the same text for all, nothing waits (seed ${seed})`, {
    timeout: 90_000,
  }, async () => {
    const house = await openHouse('postgres')
    ends.push(house.close)
    const people = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(people.hana)
    const proxy = await openMessageProxy(house.origin, createRandom(seed))
    ends.push(proxy.close)
    const bad = await openRecord(people.hana, proxy.url, id, ends)
    const good = await openRecord(people.nkechi, house.origin, id, ends)
    const typed = [typeWord(good)]
    await until(() => wordsOf(bad).length === 1)
    const troubles = () => proxy.counts.twice + proxy.counts.late + proxy.counts.lost
    for (let n = 0; n < 150 || (troubles() < 3 && n < 900); n++) {
      typed.push(typeWord(n % 5 === 0 ? good : bad))
      await pause(15)
    }
    proxy.mend()
    await until(() => isSaved(bad) && isSaved(good), 30_000)
    for (const record of [bad, good]) await until(() => wordsOf(record).join() === typed.toSorted().join())
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
    const away = await openRecord(people.hana, cable.url, id, ends)
    const here = await openRecord(people.nkechi, house.origin, id, ends)
    typeWord(here)
    await until(() => wordsOf(away).length === 1)
    cable.cut()
    await until(() => away.saveState().kind === 'offline')
    for (let n = 0; n < 10_000; n++) typeWord(away)
    expect(away.saveState().text).toBe('Offline: 10000 edits on this page only. Keep it open.')
    cable.mend()
    const backAt = performance.now()
    let slowest = 0
    while (!isSaved(away)) {
      const askedAt = performance.now()
      typeWord(here)
      await until(() => isSaved(here) || here.saveState().edits === 0, 10_000)
      slowest = Math.max(slowest, performance.now() - askedAt)
    }
    console.info(
      `10,000 edits merged ${Math.round(performance.now() - backAt)} ms after the line was back; the other’s slowest save took ${Math.round(slowest)} ms`,
    )
    await until(() => wordsOf(here).length === wordsOf(away).length && wordsOf(here).length > 10_000, 20_000)
  })
})

describe('[SY2] the server', () => {
  it('is asked to end while people type, and started again: nothing is lost', {
    timeout: 90_000,
  }, async () => {
    const { url, drop } = await createPostgresDatabase()
    const server = await startServer({ DATABASE_URL: url })
    ends.push(drop, server.close)
    const people = await enterServer(server, new Set(), { nkechi: 'chair', hana: 'staff' })
    const { id } = await report(people.hana)
    const records = [
      await openRecord(people.nkechi, server.origin, id, ends),
      await openRecord(people.hana, server.origin, id, ends),
    ] as const
    const typed = [typeWord(records[0])]
    await until(() => wordsOf(records[1]).length === 1)
    for (let n = 0; n < 30; n++) for (const record of records) typed.push(typeWord(record))
    const askedAt = performance.now()
    expect(await server.stop()).toBe(0)
    const endedAfter = performance.now() - askedAt
    typed.push(typeWord(records[1]))
    await server.start()
    const startedAt = performance.now()
    await until(() => records.every(isSaved), 15_000)
    console.info(
      `ended after ${Math.round(endedAfter)} ms; everybody was back ${Math.round(performance.now() - startedAt)} ms after the start`,
    )
    for (const record of records) await until(() => wordsOf(record).join() === typed.toSorted().join())
  })
})
