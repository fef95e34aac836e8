// The database as it fails in real life: it falls silent, another machine takes its place, it is slow, the power goes.
// The server stays, nothing is acknowledged that is not durable, people are told within two seconds, and nothing is lost.

import postgres from 'postgres'
import { afterEach, describe, expect, it } from 'vitest'
import type { RecordConnection } from '../client/sync/record-connection.ts'
import { type Cable, openCable } from './helpers/cable.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { enterServer, report, until } from './helpers/people.ts'
import { startPostgres } from './helpers/postgres-server.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'
import { isSaved, openRecord, typeWord, wordsOf } from './helpers/writer.ts'

const seed = seedOfRun()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Every word once on every screen, and nothing that waits for what never comes. */
async function untilAllHold(records: readonly RecordConnection[], typed: readonly string[]): Promise<void> {
  const wanted = typed.toSorted().join()
  for (const record of records) await until(() => wordsOf(record).join() === wanted, 10_000)
  for (const { doc } of records) expect(doc.store.pendingStructs).toBeNull()
}

/** Two people in one record, and the word that is there before anything breaks. */
async function twoAtWork(server: ServerProcess) {
  const people = await enterServer(server, new Set(), { nkechi: 'chair', hana: 'staff' })
  const { id } = await report(people.hana)
  const records: RecordConnection[] = []
  for (const person of [people.nkechi, people.hana])
    records.push(await openRecord(person, server.origin, id, ends))
  const typed = [typeWord(records[0]!)]
  await untilAllHold(records, typed)
  await until(() => records.every(isSaved))
  return { people, id, records, typed }
}

/** A server whose database is at the far end of a cable. */
async function atTheCable(): Promise<{ server: ServerProcess; cable: Cable }> {
  const { url, drop } = await createPostgresDatabase()
  const cable = await openCable(url)
  const through = new URL(url)
  through.port = String(cable.port)
  const server = await startServer({ DATABASE_URL: through.href })
  ends.push(drop, cable.close, server.close)
  return { server, cable }
}

/** @returns after how many ms everybody was told that their words are not saved */
async function untilTold(records: readonly RecordConnection[]): Promise<number> {
  const sinceMs = performance.now()
  await until(() => records.every((record) => record.saveState().kind === 'database-away'), 10_000)
  return Math.round(performance.now() - sinceMs)
}

describe('[SY1, SY2, SY10] the database', () => {
  it('falls silent in mid-typing and speaks again', { timeout: 90_000 }, async () => {
    const { server, cable } = await atTheCable()
    const { records, typed } = await twoAtWork(server)
    cable.freeze()
    for (const record of records) typed.push(typeWord(record))
    const toldMs = await untilTold(records)
    await pause(3_000)
    expect(records.some(isSaved)).toBe(false)
    cable.mend()
    const backAt = performance.now()
    await until(() => records.every(isSaved), 15_000)
    console.info(`silent: told after ${toldMs} ms, saved ${Math.round(performance.now() - backAt)} ms after`)
    await untilAllHold(records, typed)
  })

  it('is taken over by another machine: connections that were open never answer again', {
    timeout: 90_000,
  }, async () => {
    const { server, cable } = await atTheCable()
    const { records, typed } = await twoAtWork(server)
    cable.abandon()
    const awayAt = performance.now()
    for (const record of records) typed.push(typeWord(record))
    const toldMs = await untilTold(records)
    await until(() => records.every(isSaved), 30_000)
    console.info(
      `taken over: told after ${toldMs} ms, saved ${Math.round(performance.now() - awayAt)} ms after`,
    )
    await untilAllHold(records, typed)
  })

  it(`takes 3 s for every answer and is fast again (seed ${seed})`, { timeout: 90_000 }, async () => {
    const { server, cable } = await atTheCable()
    const { records, typed } = await twoAtWork(server)
    cable.travel({
      delayMs: 1_500,
      jitterMs: 200,
      loss: 0,
      resentAfterMs: 0,
      random: createRandom(seed).next,
    })
    for (const record of records) typed.push(typeWord(record))
    const toldMs = await untilTold(records)
    for (const record of records) typed.push(typeWord(record))
    await pause(8_000)
    cable.travel(undefined)
    const backAt = performance.now()
    await until(() => records.every(isSaved), 15_000)
    console.info(`slow: told after ${toldMs} ms, saved ${Math.round(performance.now() - backAt)} ms after`)
    await untilAllHold(records, typed)
  })

  it('takes 3 s for a commit, as a slow disk does: saved when it is, and not before', {
    timeout: 90_000,
  }, async () => {
    const { url, drop } = await createPostgresDatabase()
    const server = await startServer({ DATABASE_URL: url })
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    ends.push(drop, () => sql.end(), server.close)
    const { people, id, records, typed } = await twoAtWork(server)
    const reader = await openRecord(people.nkechi, server.origin, id, ends)
    // Runs within the commit, when everything else is done.
    await sql.unsafe(`
      create function wait_for_the_disk() returns trigger language plpgsql as 'begin perform pg_sleep(3); return null; end';
      create constraint trigger slow after insert on record_log deferrable initially deferred
        for each row execute function wait_for_the_disk()`)
    const askedAt = performance.now()
    typed.push(typeWord(records[0]!))
    const toldMs = await untilTold(records.slice(0, 1))
    expect(wordsOf(reader)).toHaveLength(1)
    await until(() => isSaved(records[0]!), 15_000)
    expect(performance.now() - askedAt).toBeGreaterThan(3_000)
    for (const record of records) typed.push(typeWord(record))
    await sql.unsafe('drop trigger slow on record_log')
    await until(() => records.every(isSaved), 30_000)
    console.info(`slow commits: told after ${toldMs} ms`)
    await untilAllHold([...records, reader], typed)
  })

  it(`loses its power while people type, three times (seed ${seed})`, { timeout: 120_000 }, async () => {
    const database = await startPostgres({ isDurable: true })
    const server = await startServer({ DATABASE_URL: database.url })
    ends.push(() => database.stop(), server.close)
    const { people, id, records, typed } = await twoAtWork(server)
    const random = createRandom(seed)
    for (let round = 0; round < 3; round++) {
      const endsAt = performance.now() + 200 + random.below(400)
      const killed = pause(100 + random.below(200)).then(() => database.kill())
      while (performance.now() < endsAt) {
        for (const record of records) typed.push(typeWord(record))
        await pause(10)
      }
      await killed
      await database.restart()
      const backAt = performance.now()
      await until(() => records.every(isSaved), 15_000)
      console.info(`power back: saved after ${Math.round(performance.now() - backAt)} ms`)
    }
    await untilAllHold(records, typed)
    // What somebody reads who was not there is what the database kept.
    await untilAllHold([await openRecord(people.nkechi, server.origin, id, ends)], typed)
  })
})
