// The server is killed while four people type, twenty times. What was acknowledged is in the log at that moment,
// once and by its author; what was not is pushed again and is there once in the end. On PostgreSQL.

import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type OpenDatabase, openDatabase } from '../server/platform/db.ts'
import { createSealing, readMasterKey } from '../server/platform/sealing.ts'
import { readLog } from '../server/sync/storage/journal.ts'
import type { CaseId } from '../shared/ids.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { enterServer, report, type TestSocket, until } from './helpers/people.ts'
import { createRandom, seedOfRun } from './helpers/seeded-work.ts'
import { type ServerProcess, startServer } from './helpers/server-process.ts'
import { Typist, wordsIn } from './helpers/steady-typist.ts'

const rounds = 20
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** What the log gives now, read past the server. */
async function readFromDatabase(database: OpenDatabase, server: ServerProcess, caseId: CaseId) {
  const { sealed_key } = await database.db.selectFrom('cases').select('sealed_key').executeTakeFirstOrThrow()
  const seal = createSealing(readMasterKey({ dataDir: server.dataDir }, false)).open(caseId, sealed_key)
  const rows = await readLog(database.db, caseId, seal, 0)
  const doc = new Y.Doc()
  for (const row of rows) Y.applyUpdate(doc, row.update)
  expect(doc.store.pendingStructs).toBeNull()
  return { words: wordsIn(doc), rows }
}

it(`[SY2] no acknowledged word is lost and none is there twice, ${rounds} kills`, {
  timeout: 240_000,
}, async () => {
  const random = createRandom(seedOfRun())
  const { url, drop } = await createPostgresDatabase()
  const server = await startServer({ DATABASE_URL: url })
  const database = await openDatabase({ databaseUrl: url, dataDir: '' })
  const sockets = new Set<TestSocket>()
  ends.push(drop, database.close, server.close, () => sockets.forEach((socket) => void socket.disconnect()))
  const people = await enterServer(server, sockets, {
    nkechi: 'chair',
    tomas: 'coordinator',
    priya: 'coordinator',
    hana: 'staff',
  })
  const { id } = await report(people.hana)
  const typists = Object.values(people).map((person) => new Typist(person, id))
  await typists[0]!.finish()
  // One paragraph first, so that all write into the same one.
  for (let round = 0; round < rounds; round++) {
    const copies = await Promise.all(typists.map((typist) => typist.join()))
    const typing = Promise.all(typists.map((typist, at) => typist.typeUntilCut(copies[at]!)))
    await new Promise((resolve) => setTimeout(resolve, 60 + random.below(240)))
    await server.kill()
    await typing
    const { words } = await readFromDatabase(database, server, id)
    expect(words.length).toBe(new Set(words).size)
    for (const typist of typists)
      for (const word of typist.acknowledged) expect(words, `round ${round}`).toContain(word)
    await server.start()
  }
  for (const typist of typists) await typist.finish()
  for (const typist of typists) await typist.finish()
  const { words, rows } = await readFromDatabase(database, server, id)
  expect(words.toSorted()).toEqual(typists.flatMap((typist) => typist.acknowledged).toSorted())
  for (const typist of typists) expect(wordsIn(typist.doc)).toEqual(words)
  expect(new Set(rows.map((row) => row.member)).size).toBe(4)
  expect(words.length).toBeGreaterThan(rounds * 4)
  console.info(`${rounds} kills, ${words.length} words acknowledged, none lost, none twice`)
})

it('ends in order when it is asked to, with exit code 0', { timeout: 60_000 }, async () => {
  const { url, drop } = await createPostgresDatabase()
  const server = await startServer({ DATABASE_URL: url })
  ends.push(drop, server.close)
  expect(await server.stop()).toBe(0)
})

it('ends when the shell that npm runs it in is ended', { timeout: 60_000 }, async () => {
  const { url, drop } = await createPostgresDatabase()
  const server = await startServer({ DATABASE_URL: url, npm_lifecycle_event: 'start' }, true)
  ends.push(drop, server.close)
  await server.stop()
  await until(() =>
    fetch(`${server.origin}/api/health`).then(
      () => false,
      () => true,
    ),
  )
})
