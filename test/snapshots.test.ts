// Snapshots: a record opened from one is the record that its log gives, every Yjs id included; whatever happens to a
// snapshot or to the thread that makes it, nothing is lost. `SEED=7 npm test` repeats one run.

import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createCaseSeals } from '../server/case/seals.ts'
import type { LiveDocument } from '../server/sync/record/live-document.ts'
import { loadRecord } from '../server/sync/record/load-record.ts'
import { makeSnapshot } from '../server/sync/record/snapshot-maker.ts'
import { createSnapshotThread } from '../server/sync/storage/snapshot-thread.ts'
import type { CaseId } from '../shared/ids.ts'
import { setActing } from '../shared/record/edit.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, until, updateOf } from './helpers/people.ts'
import { createRandom, doSomething, seedOfRun } from './helpers/seeded-work.ts'
import { snapshotNow } from './helpers/snapshots.ts'

const seed = seedOfRun()
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function opened(kind: (typeof kinds)[number]) {
  const house = await openHouse(kind)
  ends.push(house.close)
  const people = await house.people({ nkechi: 'chair', hana: 'staff' })
  const { id } = await house.report(people.hana)
  return { house, ...people, id }
}

/** The record as the server reads it; `whole`: from its log alone. */
async function load(house: House, id: CaseId, whole = false): Promise<LiveDocument> {
  const live = await loadRecord(
    {
      db: house.db,
      sealOf: createCaseSeals(house.sealing).sealOf,
      isDistrusted: () => whole,
      snapshotBroken: (_, seq) => expect.unreachable(`the snapshot at ${seq} is broken`),
    },
    id,
  )
  expect(live?.damage).toBeUndefined()
  return live!
}

const snapshotsOf = (house: House, id: CaseId) =>
  house.db
    .selectFrom('record_snapshots')
    .select(['seq', 'sealed'])
    .where('case_id', '=', id)
    .orderBy('seq')
    .execute()
const logOf = async (house: House, id: CaseId) =>
  JSON.stringify(
    await house.db.selectFrom('record_log').selectAll().where('case_id', '=', id).orderBy('seq').execute(),
  )

const type = (words: string) => (doc: Y.Doc) => {
  const { whatHappened } = partsOf(doc)
  if (whatHappened.length === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText()])
    whatHappened.insert(0, [paragraph])
  }
  const text = (whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(text.length, words)
}

describe.each(kinds)('snapshots on %s', (kind) => {
  it(`[SY15] work, snapshots anywhere and reloads in any order give what the whole log gives, byte for byte (seed ${seed})`, {
    timeout: 60_000,
  }, async () => {
    const { house, nkechi, hana, id } = await opened(kind)
    const random = createRandom(seed)
    let copies: Copy[] = [await joinRecord(nkechi, id), await joinRecord(hana, id)]
    const people = [nkechi, hana]
    const everybody = people.map((person) => person.id)
    let seq = 0
    for (let step = 0; step < 120; step++) {
      const luck = random.below(30)
      if (luck === 0 && seq > 0) await snapshotNow(house, id, 1 + random.below(seq))
      else if (luck === 1 && seq > 0) await snapshotNow(house, id)
      else if (luck === 2) {
        await house.restart()
        copies = await Promise.all(copies.map((copy, at) => joinRecord(people[at]!, id, copy.doc)))
      } else {
        const at = random.below(2)
        const before = Y.encodeStateVector(copies[at]!.doc)
        const update = collect(copies[at]!.doc, () =>
          doSomething(copies[at]!.doc, everybody[at]!, everybody, random),
        )
        if (!update) continue
        const said = await copies[at]!.pushBytes(update)
        expect(said, `seed ${seed}, step ${step}, ${before.length}`).toMatchObject({ ok: true })
        seq = said.seq!
      }
    }
    if ((await snapshotsOf(house, id)).length === 0) await snapshotNow(house, id, Math.ceil(seq / 2))
    const fromSnapshot = await load(house, id)
    const fromLog = await load(house, id, true)
    expect(fromSnapshot.coveredTo).toBeGreaterThan(0)
    expect(fromLog.coveredTo).toBe(0)
    expect(fromSnapshot.seq).toBe(fromLog.seq)
    expect(
      Buffer.from(Y.encodeStateAsUpdate(fromSnapshot.doc)).equals(Y.encodeStateAsUpdate(fromLog.doc)),
    ).toBe(true)
    expect(readRecord(fromSnapshot.doc)).toEqual(readRecord(fromLog.doc))
    await until(() =>
      copies.every(({ doc }) => JSON.stringify(readRecord(doc)) === JSON.stringify(readRecord(fromLog.doc))),
    )
  })

  it('[SY15] the last two are kept, the log is never touched, and the answer to a fresh join is the snapshot itself', async () => {
    const { house, hana, id } = await opened(kind)
    const copy = await joinRecord(hana, id)
    for (let at = 1; at <= 4; at++) {
      await copy.push(type(`${at} `))
      await copy.push((doc) => setActing(doc, at % 2 ? 'yes' : 'no'))
      const log = await logOf(house, id)
      await snapshotNow(house, id)
      expect(await logOf(house, id)).toBe(log)
    }
    expect((await snapshotsOf(house, id)).map(({ seq }) => seq)).toEqual([6, 8])
    await house.restart()
    const live = await load(house, id)
    const joined = await joinRecord(hana, id)
    expect(Buffer.from(joined.join.update as Uint8Array).equals(live.encode())).toBe(true)
    expect(readRecord(joined.doc)).toEqual(readRecord(copy.doc))
  })

  it('[SY15] an edit made offline before a snapshot fits after it', async () => {
    const { house, nkechi, hana, id } = await opened(kind)
    const hanas = await joinRecord(hana, id)
    await hanas.push(type('one two three'))
    const nkechis = await joinRecord(nkechi, id)
    nkechis.socket.disconnect()
    const offline = updateOf(nkechis.doc, (doc) => {
      const text = (partsOf(doc).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.delete(0, 4)
      text.insert(4, 'and ')
    })
    await hanas.push(type(' four'))
    await snapshotNow(house, id)
    await house.restart()
    const again = await joinRecord(nkechi, id, nkechis.doc)
    expect(await again.pushBytes(offline)).toMatchObject({ ok: true })
    expect(readRecord((await load(house, id)).doc).whatHappened).toBe(
      '<paragraph>two and three four</paragraph>',
    )
    expect(readRecord((await load(house, id, true)).doc)).toEqual(readRecord(again.doc))
  })

  it('[SY15] made by itself while people type, and they notice nothing', { timeout: 60_000 }, async () => {
    const { house, nkechi, hana, id } = await opened(kind)
    const copies = [await joinRecord(nkechi, id), await joinRecord(hana, id)]
    let pushed = 0
    const typing = copies.map(async (copy) => {
      for (; pushed < 1_300; pushed++) {
        const update = updateOf(copy.doc, type('x'))
        await until(async () => {
          const said = await copy.pushBytes(update)
          if (said.why !== 'too-fast') expect(said).toMatchObject({ ok: true })
          return said.ok
        })
        if (pushed > 560 && (await snapshotsOf(house, id)).length > 0) break
      }
    })
    await Promise.all(typing)
    await until(async () => (await snapshotsOf(house, id)).length > 0)
    const fromSnapshot = await load(house, id)
    expect(fromSnapshot.coveredTo).toBeGreaterThanOrEqual(500)
    const fromLog = await load(house, id, true)
    expect(Buffer.from(fromSnapshot.encode()).equals(fromLog.encode())).toBe(true)
  })

  it('[SY1, SY15] a thread that is killed in the middle costs that snapshot and nothing else', async () => {
    const { house, hana, id } = await opened(kind)
    const copy = await joinRecord(hana, id)
    for (const words of ['a', 'b', 'c']) await copy.push(type(words))
    const before = await logOf(house, id)
    const thread = createSnapshotThread()
    ends.push(thread.close)
    const { sealOf } = createCaseSeals(house.sealing)
    const killing: typeof thread = {
      ...thread,
      make: (from, rows) =>
        thread.make(
          from,
          (async function* () {
            for await (const page of rows) {
              yield page
              await thread.worker()!.terminate()
            }
          })(),
        ),
    }
    const make = (by: typeof thread) =>
      makeSnapshot({ db: house.db, sealOf }, by, id, { epoch: copy.join.epoch, seq: 3 })
    await expect(make(killing)).rejects.toThrow('ended')
    expect(await snapshotsOf(house, id)).toEqual([])
    expect(await copy.push(type('d'))).toMatchObject({ ok: true, seq: 4 })
    expect(await make(thread)).toBe(3)
    expect((await logOf(house, id)).startsWith(before.slice(0, -1))).toBe(true)
    expect(readRecord((await load(house, id)).doc)).toEqual(readRecord(copy.doc))
  })

  it('[SY15] a snapshot of an earlier life is not used, nor stored into a later one', async () => {
    const { house, hana, id } = await opened(kind)
    const copy = await joinRecord(hana, id)
    await copy.push(type('a'))
    await snapshotNow(house, id)
    const later = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11'
    await house.db.updateTable('record_heads').set({ epoch: later }).where('case_id', '=', id).execute()
    expect((await load(house, id)).coveredTo).toBe(0)
    const { sealOf } = createCaseSeals(house.sealing)
    const thread = createSnapshotThread()
    ends.push(thread.close)
    await expect(
      makeSnapshot({ db: house.db, sealOf }, thread, id, { epoch: copy.join.epoch, seq: 1 }),
    ).resolves.toBe(1)
    await house.db.deleteFrom('record_snapshots').execute()
    await expect(
      makeSnapshot({ db: house.db, sealOf }, thread, id, { epoch: copy.join.epoch, seq: 1 }),
    ).rejects.toThrow('began anew')
    await snapshotNow(house, id)
    expect((await load(house, id)).coveredTo).toBe(1)
  })
})

/** What a piece of work sends, if it does anything. */
function collect(doc: Y.Doc, work: () => void): Uint8Array | undefined {
  const updates: Uint8Array[] = []
  const onUpdate = (update: Uint8Array) => updates.push(update)
  doc.on('update', onUpdate)
  doc.transact(work)
  doc.off('update', onUpdate)
  return updates.length > 0 ? Y.mergeUpdates(updates) : undefined
}
