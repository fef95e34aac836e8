// The browser's side of a record through the real server: what is said to be saved is, what was written while away
// arrives once, and who is removed keeps nothing.

import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createLive, type Live } from '../client/sync/live.ts'
import { makeRecords } from '../client/sync/open-records.ts'
import type { RecordConnection } from '../client/sync/record-connection.ts'
import type { CaseId, TaskId } from '../shared/ids.ts'
import { addTask, setActing } from '../shared/record/edit.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf, recordSchema } from '../shared/record/schema.ts'
import { type Cable, openCable } from './helpers/cable.ts'
import { beginAnew } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Person, until, updateOf } from './helpers/people.ts'

let house: House
let people: Record<'nkechi' | 'tomas' | 'maria', Person>
let caseId: CaseId
let lives: Live[]
let cable: Cable

beforeEach(async () => {
  house = await openHouse()
  people = await house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  caseId = (await house.report(people.nkechi)).id
  cable = await openCable(() => house.origin)
  lives = []
})
afterEach(async () => {
  for (const live of lives) live.close()
  await cable.close()
  await house.close()
})

/** One tab of this person. */
function openLive(person: Person, url: string): Live {
  const socketOptions = { extraHeaders: { cookie: person.cookie } }
  const live = createLive({ records: makeRecords, url, socketOptions, releaseGraceMs: 20 })
  lives.push(live)
  return live
}

/** The same, with the record open. */
async function openRecord(
  person: Person,
  url = house.origin,
): Promise<{ live: Live; record: RecordConnection }> {
  const live = openLive(person, url)
  const record = live.openRecord(caseId)
  await until(() => record.status().is === 'open')
  return { live, record }
}

const write = (record: RecordConnection, words: string) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  partsOf(record.doc).whatWeDo.push([paragraph])
}
const isSaved = (record: RecordConnection) => record.saveState().kind === 'saved'
const wordsOf = (record: RecordConnection) => partsOf(record.doc).whatWeDo.toString()

test('two people write at once and see the same, and who is here', async () => {
  const { record: hers } = await openRecord(people.nkechi)
  const { record: his } = await openRecord(people.tomas)
  write(hers, 'Talk to Corvin')
  setActing(his.doc, 'yes')
  addTask(his.doc, {
    id: '5d7a4b7e-90c6-4c55-9d8e-0d2a3f5a6b01' as TaskId,
    what: 'ask venue',
    who: people.maria.id,
    due: null,
    dueWords: null,
  })
  await until(() => isSaved(hers) && isSaved(his))
  await until(() => JSON.stringify(readRecord(hers.doc)) === JSON.stringify(readRecord(his.doc)))
  expect(wordsOf(his)).toContain('Talk to Corvin')
  await until(() => hers.facts().size === 1 && his.facts().size === 1)
  his.setPresence({ question: 2 })
  await until(() => hers.present().some((one) => one.client === his.doc.clientID && one.question === 2))
  const at = Y.createRelativePositionFromTypeIndex(partsOf(his.doc).whatWeDo, 0)
  his.awareness.setLocalStateField('cursor', { anchor: at, head: at })
  await until(() => hers.awareness.getStates().get(his.doc.clientID)?.cursor)
})

test('[E3] saved means durable: a server that ends right then has it when it is back', async () => {
  const { live, record } = await openRecord(people.nkechi)
  write(record, 'durable')
  expect(record.saveState().text).toBe('Saving…')
  await until(() => isSaved(record))
  live.close()
  await house.restart()
  const { record: again } = await openRecord(people.tomas)
  expect(wordsOf(again)).toContain('durable')
})

test('[E3] edits made while the connection is away are counted and sent, once, on return', async () => {
  const { live, record } = await openRecord(people.nkechi, cable.url)
  const { record: his } = await openRecord(people.tomas)
  cable.cut()
  await until(() => live.status() === 'offline')
  expect(record.saveState().text).toBe('Offline: you can keep writing')
  for (let line = 1; line <= 12; line++) write(record, `line ${line}`)
  expect(record.saveState().text).toBe('Offline: 12 edits on this page only. Keep it open.')
  write(his, 'meanwhile')
  cable.mend()
  await until(() => isSaved(record))
  await until(() => wordsOf(his) === wordsOf(record))
  expect(wordsOf(his).match(/line 12</g)).toHaveLength(1)
  expect(wordsOf(his)).toContain('meanwhile')
})

test('[E3] a push whose confirmation was lost is sent again and counts once', async () => {
  const { live, record } = await openRecord(people.nkechi, cable.url)
  const { record: his } = await openRecord(people.tomas)
  cable.mute()
  write(record, 'once only')
  await until(() => wordsOf(his).includes('once only'))
  expect(record.saveState().edits).toBe(1)
  cable.cut()
  await until(() => live.status() === 'offline')
  cable.mend()
  await until(() => isSaved(record))
  write(record, 'behind it')
  await until(() => wordsOf(his).includes('behind it'))
  expect(wordsOf(his)).toBe(wordsOf(record))
  expect(wordsOf(his).match(/once only/g)).toHaveLength(1)
})

test('removed from the case while writing: wiped here, told how much was not sent, and kept out', async () => {
  const url = `/api/cases/${caseId}/access/${people.maria.id}`
  await people.nkechi.ask('PUT', url, { level: 'write' })
  const { record } = await openRecord(people.maria)
  const held = record.doc
  await people.nkechi.ask('DELETE', url)
  await until(() => record.status().is === 'closed')
  expect(record.status()).toEqual({ is: 'closed', why: 'not-available', unsent: 0 })
  expect(held.isDestroyed).toBe(true)
  expect(readRecord(record.doc).whatHappened).toBe('')
})

test('somebody who may only read gets what others write, and nothing of theirs enters', async () => {
  await people.nkechi.ask('PUT', `/api/cases/${caseId}/access/${people.maria.id}`, { level: 'read' })
  const { record: hers } = await openRecord(people.nkechi)
  const { record } = await openRecord(people.maria)
  expect(record.status()).toEqual({ is: 'open', mayWrite: false })
  const before = record.doc
  write(record, 'not mine to write')
  await until(() => record.doc !== before && record.status().is === 'open')
  write(hers, 'for everybody')
  await until(() => wordsOf(record).includes('for everybody'))
  expect(wordsOf(record)).toBe(wordsOf(hers))
  expect(wordsOf(hers)).not.toContain('not mine')
})

test('a case that is not there and one that is not for this member close the same way', async () => {
  const maria = createLive({
    records: makeRecords,
    url: house.origin,
    socketOptions: { extraHeaders: { cookie: people.maria.cookie } },
  })
  lives.push(maria)
  const hidden = maria.openRecord(caseId)
  const none = maria.openRecord('0b7b0a52-8a4e-4c1c-9a86-1d1f4a0f7c11' as CaseId)
  await until(() => hidden.status().is === 'closed' && none.status().is === 'closed')
  expect(hidden.status()).toEqual(none.status())
})

test('two parts of a page share one record; it stays open until the last lets go and everything is saved', async () => {
  const { live, record } = await openRecord(people.nkechi)
  expect(live.openRecord(caseId)).toBe(record)
  record.release()
  write(record, 'last words')
  record.release()
  await until(() => record.doc.isDestroyed)
  const { record: his } = await openRecord(people.tomas)
  expect(wordsOf(his)).toContain('last words')
})

test('without a session the connection says so, and nothing opens', async () => {
  const live = createLive({
    records: makeRecords,
    url: house.origin,
    socketOptions: { extraHeaders: { cookie: 'sid=nobody' } },
  })
  lives.push(live)
  const record = live.openRecord(caseId)
  await until(() => live.status() === 'signed-out')
  expect(record.status()).toEqual({ is: 'joining' })
  expect(record.saveState().text).toBe('Please sign in again.')
})

test('a session that ends while writing: the edits stay and the person is asked to sign in', async () => {
  const { live, record } = await openRecord(people.tomas, cable.url)
  cable.cut()
  write(record, 'kept')
  await people.tomas.ask('POST', '/api/sign-out')
  cable.mend()
  await until(() => live.status() === 'signed-out')
  expect(record.saveState().text).toBe('Please sign in again. 1 edit on this page only.')
})

test('news missed before the connection stood, or in a break, is made up for', async () => {
  const live = openLive(people.nkechi, cable.url)
  const heard: string[] = []
  live.onNews((news) => heard.push(news.kind))
  await until(() => heard.includes('access'))
  cable.cut()
  await until(() => live.status() === 'offline')
  heard.length = 0
  cable.mend()
  await until(() => heard.includes('access'))
})

test('[SY13] what the server refuses is written again in a form that it takes, once, beside what others wrote', async () => {
  const [{ record: nkechi }, { record: tomas }] = [
    await openRecord(people.nkechi),
    await openRecord(people.tomas),
  ]
  write(tomas, 'Tomás wrote this.')
  await until(() => isSaved(tomas) && wordsOf(nkechi).includes('Tomás'))
  // Under an id that is somebody else's nothing of hers may enter.
  nkechi.doc.clientID = tomas.doc.clientID
  const strange = new Y.XmlElement('heading')
  strange.insert(0, [new Y.XmlText('Loud words.')])
  partsOf(nkechi.doc).whatWeDo.push([strange])
  write(nkechi, 'And calm ones.')
  await until(() => isSaved(nkechi))
  expect(nkechi.timesWrittenAgain()).toBe(1)
  const whole =
    '<paragraph>Tomás wrote this.</paragraph><paragraph>Loud words.</paragraph><paragraph>And calm ones.</paragraph>'
  for (const record of [nkechi, tomas]) await until(() => wordsOf(record) === whole)
  write(nkechi, 'It goes on.')
  await until(() => isSaved(nkechi) && wordsOf(tomas).includes('It goes on.'))
})

test('[SY14] a client older than what may write reads, and writes nothing', async () => {
  await house.close()
  house = await openHouse('postgres', { oldestWriting: recordSchema + 1 })
  people = await house.people({ nkechi: 'chair', tomas: 'coordinator', maria: 'staff' })
  caseId = (await house.report(people.nkechi)).id
  const { record } = await openRecord(people.nkechi)
  expect(record.status()).toEqual({ is: 'open', mayWrite: false, whyNot: 'old-client' })
  const socket = await people.nkechi.connect()
  const doc = new Y.Doc()
  await socket.emitWithAck('record:join', { case: caseId, stateVector: Buffer.of(0), client: doc.clientID })
  const update = Buffer.from(updateOf(doc, (copy) => setActing(copy, 'yes')))
  expect(await socket.emitWithAck('record:push', { case: caseId, update })).toEqual({
    ok: false,
    why: 'old-client',
  })
  const newer = { case: caseId, stateVector: Buffer.of(0), client: doc.clientID, schema: recordSchema + 1 }
  expect(await (await people.tomas.connect()).emitWithAck('record:join', newer)).toMatchObject({
    mayWrite: true,
  })
})

test('[SY13] a record that began anew while somebody wrote offline takes none of it, and none of it is lost to them', async () => {
  const { live, record } = await openRecord(people.nkechi, cable.url)
  write(record, 'before the backup')
  await until(() => isSaved(record))
  cable.cut()
  await until(() => live.status() === 'offline')
  write(record, 'written in the basement')
  // A backup was put back: another life of the record, without its rows.
  await beginAnew(house.db, caseId)
  await house.restart()
  cable.mend()
  await until(() => record.saveState().kind === 'refused', 10_000)
  expect(wordsOf(record)).toContain('written in the basement')
  const { record: his } = await openRecord(people.tomas)
  expect(wordsOf(his)).toBe('')
  write(his, 'a new beginning')
  await until(() => isSaved(his))
  expect(wordsOf(record)).not.toContain('a new beginning')
  expect(record.saveState().text).toBe('Not saved: the server said no. Copy your text first.')
})
