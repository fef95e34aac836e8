// From the embedded database to a PostgreSQL: everything goes along, and the old place does not start by mistake.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { readTables } from '../server/backup/tables.ts'
import { type Db, openDatabase } from '../server/platform/db.ts'
import { prepareDataDir, runScript } from './helpers/backup-script.ts'
import { createPostgresDatabase } from './helpers/database.ts'
import { at, enterServer, joinRecord, report, type TestSocket, until } from './helpers/people.ts'
import { startServer } from './helpers/server-process.ts'
import { Typist, wordsIn } from './helpers/steady-typist.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Every row of every table, with its bytes. */
async function allRows(db: Db): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const { name } of await readTables(db)) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db)
    all[name] = rows.map((row) => JSON.stringify(row)).toSorted()
  }
  return all
}

it('[BK5] a move takes everything along, sessions and all, and says what to do next', {
  timeout: 400_000,
}, async () => {
  const home = mkdtempSync(join(tmpdir(), 'greenroom-move-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const { url, drop } = await createPostgresDatabase(true)
  ends.push(drop)
  const dataDir = prepareDataDir(join(home, 'data'))
  const server = await startServer({ DATA_DIR: dataDir })
  const sockets = new Set<TestSocket>()
  ends.push(server.close)
  const people = await enterServer(server, sockets, { nkechi: 'chair', hana: 'staff' })
  await people.nkechi.ask('POST', '/api/invitations', { role: 'staff' })
  const { id } = await report(people.hana)
  const typist = new Typist(people.hana, id)
  const copy = await typist.join()
  const typing = typist.typeUntilCut(copy)
  await until(() => typist.acknowledged.length > 40, 60_000)
  copy.socket.disconnect()
  await typing
  expect(await runScript('move', [url], { DATA_DIR: dataDir })).toMatchObject({
    code: 2,
    said: expect.stringMatching(/Stop it first/),
  })
  await server.stop()

  expect(await runScript('move', [], { DATA_DIR: dataDir, DATABASE_URL: url })).toMatchObject({
    code: 0,
    said: '',
    printed: expect.stringMatching(
      /^Moved \S+ to greenroom_\w+ at 127\.0\.0\.1:\d+: [\d,]+ rows of \d+ tables, each table compared\. Set DATABASE_URL to it .*\n$/,
    ),
  })
  await expect(openDatabase({ dataDir })).rejects.toThrow(
    /was moved to greenroom_\w+ at .*: set DATABASE_URL/,
  )
  rmSync(join(dataDir, 'moved.txt'))
  const old = await openDatabase({ dataDir })
  const now = await openDatabase({ databaseUrl: url, dataDir: '' })
  const [before, after] = [await allRows(old.db), await allRows(now.db)]
  await Promise.all([old.close(), now.close()])
  expect(after).toEqual(before)
  for (const table of ['sessions', 'invitations', 'record_log', 'members'])
    expect(before[table]).not.toEqual([])
  expect(await runScript('move', [url], { DATA_DIR: dataDir })).toMatchObject({
    code: 2,
    said: expect.stringMatching(/^There is a Greenroom in greenroom_\w+ at /),
  })

  const moved = await startServer({ DATABASE_URL: url, MASTER_KEY_FILE: join(dataDir, 'master.key') })
  ends.push(moved.close)
  const hana = at(moved, people.hana)
  const again = await joinRecord(hana, id)
  expect(again.join.epoch).toBe(copy.join.epoch)
  expect(wordsIn(again.doc).toSorted()).toEqual(wordsIn(typist.doc).toSorted())
  again.socket.disconnect()
})
