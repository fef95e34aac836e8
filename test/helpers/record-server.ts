// A server of one record, as far as one device can see it, and a device in front of it. Time stands still until a test moves it.

import { afterEach, beforeEach, vi } from 'vitest'
import * as Y from 'yjs'
import { fromWire } from '../../client/sync/bytes.ts'
import { RecordConnection } from '../../client/sync/record-connection.ts'
import type { CaseId } from '../../shared/ids.ts'
import type { Ack, Bytes, JoinAnswer, Present } from '../../shared/protocol/events.ts'
import type { Refusal } from '../../shared/protocol/refusals.ts'
import { partsOf } from '../../shared/record/schema.ts'

export const caseId = 'c0ffee00-0000-4000-8000-000000000001' as CaseId

export class Server {
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

/** Another one for each test of the file that asks for it. */
export function eachOnItsServer(): { current: Server } {
  const here = { current: new Server() }
  beforeEach(() => {
    vi.useFakeTimers()
    here.current = new Server()
  })
  afterEach(() => {
    here.current.record?.destroy()
    vi.useRealTimers()
  })
  return here
}

export const soon = () => vi.advanceTimersByTimeAsync(1)

/** A paragraph more, by whoever sits at this device. */
export function writeAt(server: Server, words: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  partsOf(server.record.doc).whatHappened.push([paragraph])
}

export const wordsOf = (doc: Y.Doc) => partsOf(doc).whatHappened.toString()
