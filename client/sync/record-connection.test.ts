// An open record: how it opens and is saved, with a server that is slow, away, or forgetful.

import { beforeEach, expect, test, vi } from 'vitest'
import { limits } from '#shared/limits.ts'
import { setActing } from '#shared/record/edit.ts'
import { readActing } from '#shared/record/read.ts'
import { eachOnItsServer, type Server, soon, wordsOf, writeAt } from '../../test/helpers/record-server.ts'

const here = eachOnItsServer()
let server: Server
beforeEach(() => {
  server = here.current
})
const write = (words: string) => writeAt(server, words)

test('a record opens with what the server has, and nothing is pushed before', async () => {
  setActing(server.doc, 'yes')
  const record = server.open()
  write('at the stairs')
  expect(server.heard.map((message) => message.event)).toEqual(['record:join'])
  expect(record.status()).toEqual({ is: 'joining' })
  await soon()
  expect(record.status()).toEqual({ is: 'open', mayWrite: true })
  expect(readActing(record.doc)).toBe('yes')
  expect(wordsOf(server.doc)).toContain('at the stairs')
})

test('[E3] "Saving…" at once, "Saved" only after the server has confirmed', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['no-answer']
  write('a')
  expect(record.saveState()).toMatchObject({ kind: 'saving', edits: 1 })
  await vi.advanceTimersByTimeAsync(limits.ackTimeoutMs - 10)
  expect(record.saveState().edits).toBe(1)
  await vi.advanceTimersByTimeAsync(20)
  expect(record.saveState().edits).toBe(0)
  expect(record.saveState().text).toBe('Saving…')
  await vi.advanceTimersByTimeAsync(600)
  expect(record.saveState().text).toBe('Saved')
  const [first, second] = server.heard.filter((message) => message.event === 'record:push')
  expect(second!.ask.update).toEqual(first!.ask.update)
})

test('[E3] edits made offline are counted, sent in order when back, and never as a diff of everything', async () => {
  const record = server.open()
  await soon()
  server.cut()
  for (let edit = 1; edit <= 12; edit++) write(`words ${edit}`)
  expect(record.saveState().text).toBe('Offline: 12 edits on this page only. Keep it open.')
  server.back()
  expect(record.saveState().text).toBe('Back online, sending 12 edits…')
  await soon()
  await vi.advanceTimersByTimeAsync(600)
  expect(record.saveState().text).toBe('Saved')
  expect(wordsOf(server.doc)).toBe(wordsOf(record.doc))
  expect(server.count('record:push')).toBe(1)
})

test('a thousand edits go in pushes of at most sixty-four, one at a time', async () => {
  const record = server.open()
  await soon()
  server.cut()
  for (let edit = 0; edit < 1_000; edit++) write('x')
  server.back()
  await soon()
  expect(server.count('record:push')).toBe(Math.ceil(1_000 / limits.maxMergedUpdates))
  expect(wordsOf(server.doc)).toBe(wordsOf(record.doc))
})

test('a push whose answer was lost is sent again, and counts once', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['lost-answer']
  write('once')
  server.cut()
  await soon()
  server.back()
  await soon()
  expect(record.saveState().edits).toBe(0)
  expect(wordsOf(server.doc)).toBe('<paragraph>once</paragraph>')
})

test('what goes out is an exact ArrayBuffer', async () => {
  server.open()
  await soon()
  write('exact')
  await soon()
  for (const { ask } of server.heard)
    for (const value of [ask.update, ask.stateVector].filter(Boolean))
      expect(value).toBeInstanceOf(ArrayBuffer)
})

test('[E3] a server that cannot save is said after two seconds, and the edit is pushed again', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['not-saved', 'not-saved', 'not-saved']
  write('kept')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(record.saveState().kind).toBe('saving')
  await vi.advanceTimersByTimeAsync(1_100)
  expect(record.saveState().text).toBe('Not saved yet: the server is busy. Keep this page open.')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(record.saveState().text).toBe('Saved')
})

test('[SY10] a server that does not answer is said within two seconds, too', async () => {
  const record = server.open()
  await soon()
  server.pushes = ['no-answer']
  write('kept')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(record.saveState().kind).toBe('saving')
  await vi.advanceTimersByTimeAsync(1_000)
  expect(record.saveState().text).toBe('Not saved yet: the server is busy. Keep this page open.')
  await vi.advanceTimersByTimeAsync(limits.ackTimeoutMs)
  expect(record.saveState().text).toBe('Saved')
})

test('[SY10] after a long outage all is saved within two seconds of its end', async () => {
  const record = server.open()
  await soon()
  server.pushes = Array.from({ length: 1_000 }, () => 'not-saved')
  write('kept')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(record.saveState().kind).toBe('database-away')
  server.pushes = []
  await vi.advanceTimersByTimeAsync(2_000)
  expect(server.doc.getXmlFragment('whatHappened').toString()).toContain('kept')
  expect(record.saveState().edits).toBe(0)
})
