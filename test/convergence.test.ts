// Several people write, format, add and move tasks, undo, lose their network and come back. In the end every
// client equals every other, the log replayed, and the task rows. `SEED=7 npm test` repeats one run.

import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createLive, type Live } from '../client/sync/live.ts'
import { makeRecords } from '../client/sync/open-records.ts'
import type { RecordConnection } from '../client/sync/record-connection.ts'
import { undoInOwnName } from '../client/sync/undo.ts'
import { openTask } from '../server/case/sealed-rows.ts'
import { readLog } from '../server/sync/storage/journal.ts'
import { createRecordDoc } from '../server/sync/storage/record-doc.ts'
import type { CaseId, TaskId } from '../shared/ids.ts'
import { addTask } from '../shared/record/edit.ts'
import { readRecord, readTasks } from '../shared/record/read.ts'
import { compareTasks } from '../shared/tasks/order.ts'
import { type Cable, openCable } from './helpers/cable.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Person, until } from './helpers/people.ts'
import { createRandom, doSomething, type Random, seedOfRun } from './helpers/seeded-work.ts'

type Typist = { person: Person; live: Live; record: RecordConnection; cable: Cable; undo: Y.UndoManager }

const steps = 150
const seed = seedOfRun()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openTypist(house: House, person: Person, caseId: CaseId): Promise<Typist> {
  const cable = await openCable(house.origin)
  const live = createLive({
    records: makeRecords,
    url: cable.url,
    socketOptions: { extraHeaders: { cookie: person.cookie } },
  })
  ends.push(cable.close, live.close)
  const record = live.openRecord(caseId)
  await until(() => record.status().is === 'open')
  const undo = new Y.UndoManager([...record.doc.share.values()], {
    doc: record.doc,
    trackedOrigins: new Set(['me']),
  })
  undoInOwnName(undo, record.doc, person.id)
  return { person, live, record, cable, undo }
}

function act(typist: Typist, everybody: readonly Person[], random: Random): void {
  const { record, cable, undo, person } = typist
  const luck = random.below(20)
  if (luck === 0) cable.cut()
  else if (luck <= 2) cable.mend()
  else if (luck === 3) undo.undo()
  else
    record.doc.transact(
      () =>
        doSomething(
          record.doc,
          person.id,
          everybody.map(({ id }) => id),
          random,
        ),
      'me',
    )
}

/** The record as the log alone gives it, in a document like every other: Yjs takes no marks away by itself. */
async function replay(house: House, caseId: CaseId): Promise<Y.Doc> {
  const { sealed_key } = await house.db
    .selectFrom('cases')
    .select('sealed_key')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const doc = createRecordDoc()
  for (const row of await readLog(house.db, caseId, house.sealing.open(caseId, sealed_key), 0))
    Y.applyUpdate(doc, row.update)
  return doc
}

async function taskRows(house: House, caseId: CaseId) {
  const { sealed_key } = await house.db.selectFrom('cases').select('sealed_key').executeTakeFirstOrThrow()
  const seal = house.sealing.open(caseId, sealed_key)
  const rows = await house.db.selectFrom('tasks').selectAll().where('case_id', '=', caseId).execute()
  return rows.map((row) => openTask(seal, row)).sort(compareTasks)
}

describe.each(kinds)('on %s', (kind) => {
  it.each(Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, at) => seed + at))(
    '[SY8] everybody ends with the same record (seed %i)',
    { timeout: 120_000 },
    async (thisSeed) => {
      const random = createRandom(thisSeed)
      const house = await openHouse(kind)
      ends.push(house.close)
      const people = await house.people({
        nkechi: 'chair',
        tomas: 'coordinator',
        hana: 'staff',
        maria: 'staff',
      })
      const everybody = Object.values(people)
      const { id } = await house.report(people.hana)
      await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.maria.id}`, { level: 'write' })
      const typists: Typist[] = []
      for (const person of everybody) typists.push(await openTypist(house, person, id))

      addTask(typists[0]!.record.doc, {
        id: random.uuid() as TaskId,
        what: 'Ask',
        who: null,
        due: null,
        dueWords: null,
      })
      for (let step = 0; step < steps; step++) {
        act(random.pick(typists), everybody, random)
        if (random.below(4) === 0) await new Promise((resolve) => setTimeout(resolve, random.below(15)))
      }

      for (const { cable } of typists) cable.mend()
      await until(() => typists.every(({ record }) => record.saveState().kind === 'saved'), 30_000)
      const [first, ...others] = typists.map(({ record }) => record.doc)
      await until(
        () => others.every((doc) => JSON.stringify(readRecord(doc)) === JSON.stringify(readRecord(first!))),
        10_000,
      )
      expect(readRecord(await replay(house, id))).toEqual(readRecord(first!))
      expect(await taskRows(house, id)).toEqual(readTasks(first!))
      expect(readRecord(first!).tasks.length).toBeGreaterThan(0)
    },
  )
})
