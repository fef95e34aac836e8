// What is stored of one record is damaged: that record opens read-only as it last was good, nobody else's is touched,
// nothing stored is written over, and it is whole again when an operator has put the row back. On both databases.

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { CaseId } from '../shared/ids.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, until, updateOf } from './helpers/people.ts'
import { snapshotNow } from './helpers/snapshots.ts'

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatHappened.push([paragraph])
}
const wordsOf = (doc: Y.Doc): string[] =>
  readRecord(doc)
    .whatHappened.split('</paragraph>')
    .map((part) => part.replace('<paragraph>', ''))
    .filter((part) => part !== '')

describe.each(kinds)('a damaged record on %s', (kind) => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(kind)
  })
  afterEach(() => house.close())

  /** A record of five rows, `one` to `five`, and another one beside it. */
  async function opened() {
    const people = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(people.hana)
    const other = await house.report(people.hana)
    const copy = await joinRecord(people.hana, id)
    for (const word of ['one', 'two', 'three', 'four', 'five'])
      expect(await copy.push(write(word))).toMatchObject({ ok: true })
    expect(await (await joinRecord(people.hana, other.id)).push(write('elsewhere'))).toMatchObject({
      ok: true,
    })
    return { ...people, id, other: other.id, copy }
  }
  type Row = { seq: number; sealed: Buffer }
  const row = async (id: CaseId, seq: number): Promise<Row> =>
    (await house.db
      .selectFrom('record_log')
      .select(['seq', 'sealed'])
      .where('case_id', '=', id)
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow()) as Row
  const putRow = (id: CaseId, seq: number, sealed: Uint8Array) =>
    house.db
      .updateTable('record_log')
      .set({ sealed })
      .where('case_id', '=', id)
      .where('seq', '=', seq)
      .execute()
  /** Everything that is stored of the record. */
  const stored = async (id: CaseId): Promise<string> => {
    const tables = ['record_heads', 'record_log', 'record_clients', 'record_snapshots', 'tasks'] as const
    const all = await Promise.all(
      tables.map((table) => house.db.selectFrom(table).selectAll().where('case_id', '=', id).execute()),
    )
    return JSON.stringify(all)
  }

  const damages: [string, readonly string[], (id: CaseId) => Promise<unknown>][] = [
    [
      'a flipped bit',
      ['one', 'two'],
      async (id) => {
        const { sealed } = await row(id, 3)
        sealed[sealed.length >> 1]! ^= 4
        await putRow(id, 3, sealed)
      },
    ],
    ['a row cut short', ['one'], async (id) => putRow(id, 2, (await row(id, 2)).sealed.subarray(0, 20))],
    ['an empty row', [], (id) => putRow(id, 1, new Uint8Array())],
    [
      'a missing row in the middle',
      ['one', 'two', 'three'],
      (id) => sql`delete from record_log where case_id = ${id} and seq = 4`.execute(house.db),
    ],
    [
      'a missing last row',
      ['one', 'two', 'three', 'four'],
      (id) => sql`delete from record_log where case_id = ${id} and seq = 5`.execute(house.db),
    ],
    [
      'two rows that changed places',
      ['one'],
      async (id) => {
        const [two, four] = [await row(id, 2), await row(id, 4)]
        await putRow(id, 2, four.sealed)
        await putRow(id, 4, two.sealed)
      },
    ],
    [
      'a row of another record',
      ['one', 'two', 'three'],
      async (id) => {
        const rows = await house.db.selectFrom('record_log').selectAll().where('case_id', '<>', id).execute()
        await putRow(id, 4, rows[0]!.sealed)
      },
    ],
    ['no row at all', [], (id) => sql`delete from record_log where case_id = ${id}`.execute(house.db)],
    [
      'the key of another case',
      [],
      async (id) =>
        sql`update cases set sealed_key = (select sealed_key from cases where id <> ${id}) where id = ${id}`.execute(
          house.db,
        ),
    ],
    ['no key', [], (id) => sql`update cases set sealed_key = ''::bytea where id = ${id}`.execute(house.db)],
    [
      'a clientID that is nobody’s',
      ['one', 'two', 'three', 'four', 'five'],
      (id) => sql`delete from record_clients where case_id = ${id}`.execute(house.db),
    ],
    [
      'a head that ends before its log',
      ['one', 'two', 'three', 'four', 'five'],
      (id) => sql`update record_heads set seq = 3 where case_id = ${id}`.execute(house.db),
    ],
  ]

  it.each(damages)(
    '[SY11] %s: its last good state, read-only, and nobody else notices',
    async (_, good, damage) => {
      const { nkechi, hana, id, other, copy } = await opened()
      await damage(id)
      await house.restart()
      const before = await stored(id)

      const again = await joinRecord(hana, id)
      expect(again.join).toMatchObject({ damaged: true, mayWrite: false })
      expect(wordsOf(again.doc)).toEqual(good)
      expect(await again.push(write('more'))).toEqual({ ok: false, why: 'damaged' })
      expect(await copyPush(copy.doc, hana, id)).toEqual({ ok: false, why: 'damaged' })
      expect((await joinRecord(nkechi, id)).join).toMatchObject({ damaged: true, mayWrite: false })

      const elsewhere = await joinRecord(hana, other)
      expect(elsewhere.join.damaged).toBeUndefined()
      expect(await elsewhere.push(write('and goes on'))).toMatchObject({ ok: true })
      const cards = (await hana.ask('GET', '/api/cases')) as {
        status: number
        body: { cases: { id: string }[] }
      }
      expect(cards.status).toBe(200)
      expect(cards.body.cases.map((card) => card.id).sort()).toEqual([id, other].sort())
      expect((await fetch(`${house.origin}/api/ready`)).status).toBe(200)
      expect(await stored(id)).toBe(before)
    },
  )

  /** The offline edits of somebody who had it open before. */
  async function copyPush(doc: Y.Doc, person: Parameters<typeof joinRecord>[0], id: CaseId) {
    const update = updateOf(doc, write('written meanwhile'))
    return (await joinRecord(person, id)).pushBytes(update)
  }

  it('[SY11] a row that was put back makes it whole, without a restart, and everybody joins anew', async () => {
    const { hana, id } = await opened()
    const good = (await row(id, 3)).sealed
    await putRow(id, 3, Buffer.alloc(40))
    await house.restart()
    const copy = await joinRecord(hana, id)
    expect(copy.join.damaged).toBe(true)
    const closed: string[] = []
    copy.socket.on('record:closed', ({ why }) => closed.push(why))
    await putRow(id, 3, good)
    const again = await joinRecord(hana, id)
    expect(again.join.damaged).toBeUndefined()
    expect(wordsOf(again.doc)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(await again.push(write('six'))).toMatchObject({ ok: true, seq: 6 })
    await until(() => closed.includes('missing-history'))
  })

  it('[SY11] who may not read it learns nothing of the damage, and a reader is told by their rights', async () => {
    const { nkechi, id } = await opened()
    const token = (await nkechi.ask('POST', '/api/invitations', { role: 'staff' })).body as { token: string }
    const dawit = await house.accept(token.token, 'dawit')
    await putRow(id, 3, Buffer.alloc(40))
    await house.restart()
    await expect(joinRecord(dawit, id)).rejects.toThrow('not-available')
  })

  it('[SY11] a row that a snapshot covers is not missed: the record is whole and takes words', async () => {
    const { hana, id } = await opened()
    await snapshotNow(house, id)
    await putRow(id, 3, Buffer.alloc(40))
    await house.restart()
    const copy = await joinRecord(hana, id)
    expect(copy.join.damaged).toBeUndefined()
    expect(wordsOf(copy.doc)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(await copy.push(write('six'))).toMatchObject({ ok: true, seq: 6 })
  })

  it('[SY11] a broken snapshot gives way to the one before, and without one to the whole log', async () => {
    const { hana, id, copy } = await opened()
    await snapshotNow(house, id)
    await copy.push(write('six'))
    await snapshotNow(house, id)
    await copy.push(write('seven'))
    const all = ['one', 'two', 'three', 'four', 'five', 'six', 'seven']
    const breakOne = (seq: number) =>
      sql`update record_snapshots set sealed = overlay(sealed placing '\\x0000'::bytea from 30)
        where case_id = ${id} and seq = ${seq}`.execute(house.db)
    for (const seq of [6, 5]) {
      await breakOne(seq)
      await house.restart()
      const again = await joinRecord(hana, id)
      expect(again.join.damaged).toBeUndefined()
      expect(wordsOf(again.doc)).toEqual(all)
    }
    expect(await (await joinRecord(hana, id)).push(write('eight'))).toMatchObject({ ok: true, seq: 8 })
  })

  it('[SY11] a record whose rows or head are gone never opens as an empty one that takes words', async () => {
    const { hana, id, copy } = await opened()
    await sql`delete from record_clients where case_id = ${id}`.execute(house.db)
    await sql`delete from record_log where case_id = ${id}`.execute(house.db)
    await sql`delete from record_heads where case_id = ${id}`.execute(house.db)
    expect(await copy.push(write('from an old device'))).toMatchObject({ ok: false })
    await expect(joinRecord(hana, id)).rejects.toThrow('not-available')
    await house.restart()
    await expect(joinRecord(hana, id)).rejects.toThrow('not-available')
  })
})
