// What becomes of words that a server does not take: written again, changed by hand, left out, sent in pieces.

import { beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { partsOf } from '#shared/record/schema.ts'
import { eachOnItsServer, type Server, soon, wordsOf, writeAt } from '../../test/helpers/record-server.ts'

const here = eachOnItsServer()
let server: Server
beforeEach(() => {
  server = here.current
})
const write = (words: string) => writeAt(server, words)

test('[SY13] after a no the words are written again under another clientID, once, and saved', async () => {
  const record = server.open()
  await soon()
  const client = record.doc.clientID
  const theirs = (words: string) => (doc: Y.Doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    partsOf(doc).whatHappened.insert(0, [paragraph])
  }
  server.writes(theirs('theirs'))
  server.pushes = ['breaks-record']
  write('mine')
  server.writes(theirs('theirs too, '))
  write('more')
  expect(record.saveState().kind).toBe('saving')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().text).toBe('Saved')
  expect(record.doc.clientID).not.toBe(client)
  expect(record.timesWrittenAgain()).toBe(1)
  const whole =
    '<paragraph>theirs too, </paragraph><paragraph>theirs</paragraph><paragraph>mine</paragraph><paragraph>more</paragraph>'
  for (const doc of [record.doc, server.doc]) expect(wordsOf(doc)).toBe(whole)
})

test('[SY13] refused a second time nothing more is pushed, and the words stay on the screen', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['breaks-record', 'malformed']
  write('mine')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(record.saveState()).toEqual({
    kind: 'refused',
    edits: 1,
    text: 'Not saved: the server said no. Copy your text first.',
  })
  expect(wordsOf(record.doc)).toContain('mine')
  expect(server.count('record:push')).toBe(2)
  expect(record.timesWrittenAgain()).toBe(0)
})

test('[SY13] what was refused twice holds up nobody: changed by hand it is saved, with what was written behind it', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['too-big', 'too-big']
  write('far too much')
  write('mine')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().kind).toBe('too-big')
  write('more')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(record.saveState().kind).toBe('too-big')
  partsOf(record.doc).whatHappened.delete(0, 1)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(record.saveState().text).toBe('Saved')
  for (const doc of [record.doc, server.doc])
    expect(wordsOf(doc)).toBe('<paragraph>mine</paragraph><paragraph>more</paragraph>')
})

test('[SY13] what was refused can be left out: what was saved stays, and what is written next is saved', async () => {
  const record = server.open()
  await soon()
  write('saved')
  await soon()
  server.pushes = ['breaks-record', 'malformed']
  write('mine')
  await vi.advanceTimersByTimeAsync(20_000)
  expect(record.saveState().kind).toBe('refused')
  record.dropUnsaved()
  await vi.advanceTimersByTimeAsync(5_000)
  write('and on')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().text).toBe('Saved')
  for (const doc of [record.doc, server.doc])
    expect(wordsOf(doc)).toBe('<paragraph>saved</paragraph><paragraph>and on</paragraph>')
})

test('[SY13] cut off while the words are to be written again: they are, when the connection is back', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['malformed']
  write('mine')
  server.cut()
  expect(record.saveState().kind).toBe('offline')
  write('and this, away')
  server.back()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().text).toBe('Saved')
  expect(wordsOf(server.doc)).toBe('<paragraph>mine</paragraph><paragraph>and this, away</paragraph>')
})

test('[SY13] one edit larger than the server takes is sent in pieces', async () => {
  const record = server.open()
  await soon()
  write('x'.repeat(limits.maxUpdateBytes))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().text).toBe('Saved')
  expect(wordsOf(server.doc)).toBe(wordsOf(record.doc))
  const sent = server.heard.filter(({ event }) => event === 'record:push')
  expect(sent.length).toBeGreaterThan(1)
  for (const { ask } of sent)
    expect((ask.update as ArrayBuffer).byteLength).toBeLessThanOrEqual(limits.maxUpdateBytes)
})
