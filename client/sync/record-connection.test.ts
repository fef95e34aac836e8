import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { CaseId, MemberId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack, Bytes, JoinAnswer, Present } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { setActing } from '#shared/record/edit.ts'
import { readActing } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { fromWire } from './bytes.ts'
import { RecordConnection } from './record-connection.ts'

const caseId = 'c0ffee00-0000-4000-8000-000000000001' as CaseId

/** A server of one record, as far as one device can see it. */
class Server {
  doc = new Y.Doc()
  epoch = 'e1'
  mayWrite = true
  isOnline = true
  isSignedOut = false
  /** Every message that arrived, oldest first. */
  heard: { event: string; ask: Record<string, unknown> }[] = []
  /** What to do with the next pushes: answer so, or not at all. */
  pushes: (Refusal | 'no-answer' | 'lost-answer')[] = []
  joins: Refusal[] = []
  present: Present[] = []
  record!: RecordConnection

  open(): RecordConnection {
    const emit = (event: string, ask: Record<string, unknown>, ack?: (answer: unknown) => void) => {
      if (!this.isOnline) return
      this.heard.push({ event, ask })
      queueMicrotask(() => this.#answer(event, ask, ack as (answer: Ack<object>) => void))
    }
    this.record = new RecordConnection(caseId, {
      emit: emit as never,
      isOnline: () => this.isOnline,
      isOffline: () => false,
      isSignedOut: () => this.isSignedOut,
      signOut: () => {
        this.isSignedOut = true
        this.cut()
      },
      place: () => 'room',
      delivered: () => {},
      release: () => {},
    })
    return this.record
  }

  cut(): void {
    this.isOnline = false
    this.record.talk.disconnected()
  }

  back(): void {
    this.isOnline = true
    this.record.talk.connected()
  }

  /** Somebody else writes. */
  writes(work: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc)
    work(this.doc)
    this.record.talk.updated(Y.encodeStateAsUpdate(this.doc, before))
  }

  count = (event: string): number => this.heard.filter((message) => message.event === event).length

  #answer(event: string, ask: Record<string, unknown>, ack: (answer: Ack<object>) => void): void {
    if (event === 'record:join') {
      const no = this.joins.shift()
      ack(no ? { ok: false, why: no } : { ok: true, ...this.#state(ask.stateVector as Bytes) })
    }
    if (event !== 'record:push') return
    const fate = this.pushes.shift()
    if (fate === 'no-answer') return
    if (fate && fate !== 'lost-answer') {
      ack({ ok: false, why: fate })
      return
    }
    Y.applyUpdate(this.doc, fromWire(ask.update as Bytes))
    if (fate !== 'lost-answer') ack({ ok: true, seq: 1 } as Ack<object>)
  }

  #state(stateVector: Bytes): JoinAnswer {
    return {
      update: Y.encodeStateAsUpdate(this.doc, fromWire(stateVector)),
      stateVector: Y.encodeStateVector(this.doc),
      seq: 1,
      epoch: this.epoch,
      mayWrite: this.mayWrite,
      facts: [],
      present: this.present,
    }
  }
}

let server: Server
const soon = () => vi.advanceTimersByTimeAsync(1)
const write = (words: string) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  partsOf(server.record.doc).whatHappened.push([paragraph])
}
const wordsOf = (doc: Y.Doc) => partsOf(doc).whatHappened.toString()

beforeEach(() => {
  vi.useFakeTimers()
  server = new Server()
})
afterEach(() => {
  server.record?.destroy()
  vi.useRealTimers()
})

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

const dawit = '6f9619ff-8b86-4011-b42d-00c04fc964ff' as MemberId

test('carets of others reach the editors under their client, and go with them', async () => {
  const record = server.open()
  await soon()
  write('hello')
  const { doc, awareness } = record
  const at = Y.createRelativePositionFromTypeIndex(partsOf(doc).whatHappened, 1)
  awareness.setLocalStateField('cursor', { anchor: at, head: at })
  await vi.advanceTimersByTimeAsync(limits.presenceFrameMs)
  const sent = server.heard.filter((message) => message.event === 'record:presence').at(-1)!
  const cursor = sent.ask.cursor as Present['cursor']
  expect(cursor?.root).toBe('whatHappened')
  record.talk.presentChanged([
    { member: dawit, name: 'Dawit', client: 77, place: 'phone', ...(cursor && { cursor }) },
    {
      member: dawit,
      name: 'Dawit',
      client: 78,
      place: 'room',
      cursor: { root: 'whatWeDo', anchor: new Uint8Array([9]), head: new Uint8Array() },
    },
  ])
  const state = awareness.getStates().get(77)!
  expect(state.user).toMatchObject({ name: 'Dawit' })
  expect(Y.compareRelativePositions(Y.createRelativePositionFromJSON(state.cursor.head), at)).toBe(true)
  expect(awareness.getStates().get(78)!.cursor).toBe(null)
  awareness.meta.get(77)!.lastUpdated = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(awareness.getStates().has(77)).toBe(true)
  record.talk.presentChanged([])
  expect(awareness.getStates().has(77)).toBe(false)
})

test('own place is told at once, then at most every 100 ms, the latest wins, and again after a join', async () => {
  const record = server.open()
  await soon()
  const told = () =>
    server.heard.filter((message) => message.event === 'record:presence').map(({ ask }) => ask.question)
  await vi.advanceTimersByTimeAsync(200)
  server.heard = []
  for (const question of [1, 2, 3, 4] as const) record.setPresence({ question })
  expect(told()).toEqual([1])
  await vi.advanceTimersByTimeAsync(limits.presenceFrameMs)
  expect(told()).toEqual([1, 4])
  server.cut()
  server.heard = []
  server.back()
  await soon()
  expect(told()).toEqual([4])
})

test('facts come with the join and change one by one', async () => {
  const record = server.open()
  await soon()
  const task = 'aaaaaaaa-0000-4000-8000-000000000001' as TaskId
  record.talk.receiptsChanged([{ task, deliveredAt: '2026-05-01T12:00:00.000Z', stateAt: null }])
  expect(record.facts().get(task)?.deliveredAt).toBe('2026-05-01T12:00:00.000Z')
})

test('no answer to the join: asked again; refused: closed without a trace', async () => {
  server.joins = ['too-fast', 'not-available']
  const record = server.open()
  await soon()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(record.status()).toEqual({ is: 'closed', why: 'not-available', unsent: 0 })
})
