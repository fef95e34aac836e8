// What happens to an open record: rights, sessions, a document that is read anew, a record that begins anew.

import { beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { setActing } from '#shared/record/edit.ts'
import { readActing } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { eachOnItsServer, type Server, soon, wordsOf, writeAt } from '../../test/helpers/record-server.ts'

const here = eachOnItsServer()
let server: Server
beforeEach(() => {
  server = here.current
})
const write = (words: string) => writeAt(server, words)

test('[E3] removed from the case: wiped first, then said with what had not been sent', async () => {
  setActing(server.doc, 'yes')
  const record = server.open()
  await soon()
  const old = record.doc
  server.pushes = ['no-answer']
  write('a')
  write('b')
  let seen: unknown
  record.subscribe(() => {
    seen = [record.status(), readActing(record.doc)]
  })
  record.talk.closed('not-available')
  expect(seen).toEqual([{ is: 'closed', why: 'not-available', unsent: 2 }, null])
  expect(record.doc).not.toBe(old)
  expect(old.isDestroyed).toBe(true)
  server.back()
  expect(server.count('record:join')).toBe(1)
})

test('[WM2] rights changed, and still allowed: joined again, and nothing unsaved is lost', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['no-answer']
  write('kept')
  server.mayWrite = false
  record.talk.closed('missing-history')
  await soon()
  expect(record.status()).toEqual({ is: 'open', mayWrite: false })
  expect(record.unsavedEdits()).toBe(1)
  server.mayWrite = true
  record.talk.closed('missing-history')
  await soon()
  expect(record.status()).toEqual({ is: 'open', mayWrite: true })
  expect(wordsOf(server.doc)).toContain('kept')
  expect(record.saveState().edits).toBe(0)
})

test('signed out: the edits stay, and are sent after signing in again', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['not-signed-in']
  write('kept')
  await soon()
  expect(record.saveState().text).toBe('Please sign in again. 1 edit on this page only.')
  server.isSignedOut = false
  server.back()
  await soon()
  expect(wordsOf(server.doc)).toContain('kept')
})

test('missing history: joins again and pushes again, and stops when that never helps', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['missing-history']
  write('again')
  await soon()
  expect(record.saveState().edits).toBe(0)
  server.pushes = Array.from({ length: 50 }, () => 'missing-history' as const)
  write('never')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(record.saveState().kind).toBe('refused')
  expect(server.count('record:push')).toBeLessThan(10)
})

test('a record that may only be read: what is changed here anyway never leaves and is gone again', async () => {
  server.mayWrite = false
  const record = server.open()
  await soon()
  expect(record.status()).toEqual({ is: 'open', mayWrite: false })
  write('forbidden')
  await soon()
  expect(wordsOf(record.doc)).toBe('')
  expect(record.saveState().edits).toBe(0)
  expect(server.count('record:push')).toBe(0)
})

test("an editor's own repair is never pushed: the document is read anew without it", async () => {
  const record = server.open()
  await soon()
  const { doc } = record
  partsOf(doc).answers.observe((_event, transaction) => {
    if (!transaction.local) partsOf(doc).whatHappened.delete(0, partsOf(doc).whatHappened.length)
  })
  write('everybody’s words')
  await soon()
  server.writes((theirs) => setActing(theirs, 'no'))
  await soon()
  expect(server.count('record:push')).toBe(1)
  expect(record.doc).not.toBe(doc)
  expect(wordsOf(record.doc)).toContain('everybody’s words')
  expect(readActing(record.doc)).toBe('no')
})

test('unsaved edits outlive a document that had to be read anew', async () => {
  const record = server.open()
  await soon()
  const { doc } = record
  partsOf(doc).answers.observe((_event, transaction) => {
    if (!transaction.local) partsOf(doc).answers.set('acting', 'yes')
  })
  server.pushes = ['no-answer']
  write('unsaved')
  server.writes((theirs) => setActing(theirs, 'no'))
  await soon()
  expect(record.doc).not.toBe(doc)
  expect(wordsOf(record.doc)).toContain('unsaved')
  expect(wordsOf(server.doc)).toContain('unsaved')
  expect(readActing(record.doc)).toBe('no')
  expect(record.saveState().edits).toBe(0)
})

test('two people make the same words bold: Yjs’ own tidying stays out of the document', async () => {
  const record = server.open()
  await soon()
  const { doc } = record
  const textOf = (of: Y.Doc) => (partsOf(of).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
  server.writes((theirs) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('abc')])
    partsOf(theirs).whatHappened.push([paragraph])
  })
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(server.doc))
  textOf(other).format(0, 3, { bold: {} })
  server.writes((theirs) => textOf(theirs).format(0, 3, { bold: {} }))
  record.talk.updated(Y.encodeStateAsUpdate(other))
  await soon()
  expect(server.count('record:push')).toBe(0)
  expect(record.doc).toBe(doc)
})

test('an editor is taken off before it can see what its schema cannot show', async () => {
  const record = server.open()
  await soon()
  const { doc } = record
  const seen: string[] = []
  record.registerEditor('whatHappened', {
    detach: () => {
      seen.push('detached')
      return undefined
    },
  })
  partsOf(doc).whatHappened.observe(() => seen.push('shown'))
  server.writes((theirs) => partsOf(theirs).whatHappened.push([new Y.XmlElement('video')]))
  expect(seen).toEqual(['detached', 'shown'])
  expect(record.shows('whatHappened')).toBe('plain-text')
  expect(record.shows('whatWeDo')).toBe('editor')
  server.writes((theirs) => partsOf(theirs).whatHappened.delete(0, 1))
  expect(record.shows('whatHappened')).toBe('editor')
})

test('another epoch: the record starts afresh; with unsaved words it stops instead and keeps them', async () => {
  const record = server.open()
  await soon()
  write('old')
  await soon()
  server.cut()
  server.epoch = 'e2'
  server.doc = new Y.Doc()
  server.back()
  await soon()
  expect(wordsOf(record.doc)).toBe('')
  server.cut()
  write('mine')
  server.epoch = 'e3'
  server.back()
  await soon()
  expect(record.saveState().kind).toBe('refused')
  expect(wordsOf(record.doc)).toContain('mine')
})
