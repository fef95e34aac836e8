// Who is sent the frames of a record. Everybody in it, but for those who do not keep up: a socket for which too much
// waits is *behind*, is sent nothing more of its records, and when it has read what waited, one diff of each. Nothing
// is volatile and nothing queues up without end; whoever stays behind is cut, and joins again by state vector.

import * as Y from 'yjs'
import type { CaseId, Seq } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Present, TaskReceipts } from '#shared/protocol/events.ts'
import type { LiveDocument } from '../record/live-document.ts'
import { exact, exactCursor } from './exact.ts'
import { type LiveServer, type LiveSocket, rooms as names } from './socket.ts'
import { unreadBytes } from './unread.ts'

/** By client, the clock before the first frame that was not sent. */
type Missed = Map<number, number>
type Behind = {
  socket: LiveSocket
  sinceMs: number
  isCatchingUp?: boolean
  /** What they missed could not be looked up: not tried again before. */
  notBeforeMs: number
  missed: Map<CaseId, Missed>
}

export type AudienceDeps = {
  io: () => LiveServer
  look: (caseId: CaseId, work: (live: LiveDocument | undefined) => void) => Promise<void>
  presentIn: (caseId: CaseId) => Present[]
  /** Something was told of this record. */
  stirred: (caseId: CaseId) => void
  receiptsOf: (caseId: CaseId) => Promise<TaskReceipts[]>
  failed: (error: unknown) => void
}

const lookEveryMs = 50
const afterFailureMs = 1_000

export class Audience {
  readonly #deps: AudienceDeps
  readonly #behind = new Map<string, Behind>()
  #timer: NodeJS.Timeout | undefined

  constructor(deps: AudienceDeps) {
    this.#deps = deps
  }

  /** Sends what was committed, but for `except` whose own push is all there is in it. */
  update(caseId: CaseId, { update, seq }: { update: Uint8Array; seq: Seq }, except?: string): void {
    this.#deps.stirred(caseId)
    this.#setAside(caseId)
    this.#noteMissed(caseId, update)
    const to = this.#to(caseId)
    const frame = { case: caseId, update: exact(update), seq }
    if (except) to.except(except).emit('record:update', frame)
    else to.emit('record:update', frame)
  }

  present(caseId: CaseId, present: readonly Present[]): void {
    this.#deps.stirred(caseId)
    this.#setAside(caseId)
    this.#to(caseId).emit('record:presence', { case: caseId, present: present.map(exactCursor) })
  }

  facts(caseId: CaseId, facts: TaskReceipts[]): void {
    this.#deps.stirred(caseId)
    this.#to(caseId).emit('task:facts', { case: caseId, facts })
  }

  /** Puts a socket into a record: from now on it is sent its frames. */
  enter(caseId: CaseId, socket: LiveSocket): void {
    this.#behind.get(socket.id)?.missed.delete(caseId)
    void socket.join([names.ofRecord(caseId), names.framesOf(caseId)])
  }

  leave(caseId: CaseId, socket: LiveSocket): void {
    this.#behind.get(socket.id)?.missed.delete(caseId)
    void socket.leave(names.ofRecord(caseId))
    void socket.leave(names.framesOf(caseId))
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #to(caseId: CaseId) {
    return this.#deps.io().to(names.framesOf(caseId))
  }

  /** Takes those for whom too much waits out of the frames of this record. */
  #setAside(caseId: CaseId): void {
    const io = this.#deps.io()
    for (const id of io.sockets.adapter.rooms.get(names.framesOf(caseId)) ?? []) {
      const socket = io.sockets.sockets.get(id)
      if (!socket || unreadBytes(socket.conn) <= limits.behindBytes) continue
      void socket.leave(names.framesOf(caseId))
      const one = this.#behind.get(id) ?? {
        socket,
        sinceMs: performance.now(),
        notBeforeMs: 0,
        missed: new Map(),
      }
      one.missed.set(caseId, new Map())
      this.#behind.set(id, one)
      this.#timer ??= setInterval(() => this.#lookAtThem(), lookEveryMs)
    }
  }

  #noteMissed(caseId: CaseId, update: Uint8Array): void {
    const lists = [...this.#behind.values()].flatMap(({ missed }) => missed.get(caseId) ?? [])
    if (lists.length === 0) return
    for (const [client, clock] of Y.parseUpdateMeta(update).from)
      for (const missed of lists) if (!missed.has(client)) missed.set(client, clock)
  }

  #lookAtThem(): void {
    for (const one of [...this.#behind.values()]) {
      if (!one.socket.connected) this.#forget(one)
      else if (one.isCatchingUp || performance.now() < one.notBeforeMs) continue
      else if (unreadBytes(one.socket.conn) <= limits.caughtUpBytes)
        this.#catchUp(one).catch(this.#deps.failed)
      else if (performance.now() - one.sinceMs > limits.behindMs) one.socket.disconnect(true)
    }
  }

  async #catchUp(one: Behind): Promise<void> {
    one.isCatchingUp = true
    try {
      for (const caseId of [...one.missed.keys()]) await sendDiff(this.#deps, caseId, one)
    } catch (error) {
      one.notBeforeMs = performance.now() + afterFailureMs
      throw error
    } finally {
      one.isCatchingUp = false
    }
    if (one.missed.size === 0) this.#forget(one)
  }

  #forget({ socket }: Behind): void {
    this.#behind.delete(socket.id)
    if (this.#behind.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

/** All that a socket has missed of a record, once, between two groups; then it is among the others again. */
async function sendDiff(deps: AudienceDeps, caseId: CaseId, { socket, missed }: Behind): Promise<void> {
  const facts = await deps.receiptsOf(caseId)
  await deps.look(caseId, (live) => {
    const clocks = missed.get(caseId)
    missed.delete(caseId)
    // Out of the record meanwhile: then it is sent nothing.
    if (!live || !clocks || !socket.connected || !socket.rooms.has(names.ofRecord(caseId))) return
    const known = Y.decodeStateVector(Y.encodeStateVector(live.doc))
    for (const [client, clock] of clocks) known.set(client, clock)
    const update = Y.encodeStateAsUpdate(live.doc, Y.encodeStateVector(known))
    socket.emit('record:update', { case: caseId, update: exact(update), seq: live.seq })
    socket.emit('task:facts', { case: caseId, facts })
    socket.emit('record:presence', { case: caseId, present: deps.presentIn(caseId).map(exactCursor) })
    void socket.join(names.framesOf(caseId))
  })
}
