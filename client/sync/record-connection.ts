// One open record on this device: its document, its unsaved edits, who is here, and the conversation with the server.
// Nothing is pushed before a join has been answered; an edit counts as unsaved until the server has confirmed it;
// when the record is no longer this member's, everything held of it is wiped.

import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type {
  Ack,
  Bytes,
  ClientToServer,
  JoinAnswer,
  Place,
  Present,
  TaskFacts,
} from '#shared/protocol/events.ts'
import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'
import { type FragmentName, type RootName, roots } from '#shared/record/schema.ts'
import { fromWire, toWire } from './bytes.ts'
import { createAwareness, cursorToWire, showCarets } from './carets.ts'
import { Editors, type RegisteredEditor, type Shown } from './editors.ts'
import { type FollowedDoc, followedDoc } from './followed-doc.ts'
import { type OwnPlace, PresenceOut } from './presence-out.ts'
import { Pusher } from './pusher.ts'
import type { SaveState } from './save-state.ts'
import { SaveWatch } from './save-watch.ts'

export type RecordStatus =
  | { readonly is: 'joining' }
  | { readonly is: 'open'; readonly mayWrite: boolean }
  | { readonly is: 'closed'; readonly why: Refusal; readonly unsent: number }

/** The tab's connection, as a record sees it. */
export type Link = {
  isOnline(): boolean
  isSignedOut(): boolean
  /** Dropped while the connection is away: a record joins anew when it is back. */
  emit<E extends keyof ClientToServer>(event: E, ...rest: Parameters<ClientToServer[E]>): void
  /** The server does not know this session any more. */
  signOut(): void
  place(): Place | undefined
  delivered(task: TaskId): void
  release(): void
}

const everyRoot = new Set(Object.keys(roots) as RootName[])
/** After a refused or unusable join, before the next one. */
const joinPauseMs = 1_000
/** So often in a row an answer may ask for the same remedy before this device stops and says so. */
const maxRemedies = 4
/** Trouble that long ago is over. */
const calmMs = 30_000

export class RecordConnection {
  readonly caseId: CaseId
  #link: Link
  #followed!: FollowedDoc
  #awareness!: Awareness
  #editors = new Editors()
  #pusher: Pusher
  #placeOut: PresenceOut
  #save: SaveWatch
  #listeners = new Set<() => void>()
  #status: RecordStatus = { is: 'joining' }
  #present: readonly Present[] = []
  #facts: ReadonlyMap<TaskId, TaskFacts> = new Map()
  #epoch: string | undefined
  /** Counts the joins asked for, so that an answer to an earlier one is not taken. */
  #joinRound = 0
  #joinedAs: number | undefined
  #joinTimer: ReturnType<typeof setTimeout> | undefined
  #isJoinDue = false
  #remedies = 0
  #remedyAtMs = 0

  constructor(caseId: CaseId, link: Link) {
    this.caseId = caseId
    this.#link = link
    this.#pusher = new Pusher({
      send: (update, ack) => link.emit('record:push', { case: caseId, update }, ack),
      changed: () => {
        if (this.#pusher.queue.edits === 0) this.#remedies = 0
        this.#save.refresh()
      },
      refused: (why) => this.#refused(why),
    })
    this.#placeOut = new PresenceOut((place) => link.emit('record:presence', { case: caseId, ...place }))
    this.#save = new SaveWatch(() => this.#saveNow(), this.#tell)
    this.#takeFreshDoc()
    const place = link.place()
    if (place) this.#placeOut.set({ place })
    if (link.isOnline()) this.connected()
  }

  /** The present document. It is replaced when the record starts afresh; key editors by its guid. */
  get doc(): Y.Doc {
    return this.#followed.doc
  }

  /** Everybody's carets for the editors; belongs to `doc`. */
  get awareness(): Awareness {
    return this.#awareness
  }

  status = (): RecordStatus => this.#status
  saveState = (): SaveState => this.#save.state
  /** The devices in the record, this one included; nobody while the connection is away. */
  present = (): readonly Present[] => this.#present
  facts = (): ReadonlyMap<TaskId, TaskFacts> => this.#facts
  shows = (fragment: FragmentName): Shown => this.#editors.shows(fragment)
  unsavedEdits = (): number => this.#pusher.queue.edits

  /**
   * Tells of an editor mounted on `doc`. `detach` must destroy it at once: it is called before the editor could see
   * what it would want to repair.
   */
  registerEditor = (fragment: FragmentName, editor: RegisteredEditor): (() => void) =>
    this.#editors.register(fragment, editor)

  /** What is left out stays as it was; null takes it away. The caret comes from the editors by itself. */
  setPresence = (place: OwnPlace): void => this.#placeOut.set(place)

  /** This device shows the task to its assignee. */
  delivered = (task: TaskId): void => this.#link.delivered(task)

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Once for every openRecord of this case. */
  release = (): void => this.#link.release()

  // From here on: called by the tab's connection.

  connected(): void {
    if (this.#status.is === 'closed') return
    this.#pusher.queue.markAway()
    this.#join()
    this.#save.refresh()
  }

  disconnected(): void {
    this.#leaveRound()
    this.#setPresent([])
    this.#save.refresh()
    this.#tell()
  }

  updated(update: Bytes): void {
    if (this.#joinedAs === undefined) return
    if (!this.#followed.apply(fromWire(update))) this.#startAfresh()
    else if (this.#followed.hasGap() || this.doc.clientID !== this.#joinedAs) this.#joinSoon()
  }

  presentChanged(present: readonly Present[]): void {
    if (this.#joinedAs === undefined) return
    this.#setPresent(present)
    this.#tell()
  }

  factsChanged(facts: readonly TaskFacts[]): void {
    if (this.#joinedAs === undefined) return
    this.#facts = new Map([...this.#facts, ...facts.map((fact) => [fact.task, fact] as const)])
    this.#tell()
  }

  closed(why: Refusal): void {
    if (remedyOf[why] === 'sign-in') this.#refused(why)
    else this.#close(why)
  }

  /** Ends the connection to this record; what is unsaved is lost, so it is asked for only when nothing is. */
  destroy(): void {
    this.#leaveRound()
    if (this.#status.is !== 'closed') this.#link.emit('record:leave', { case: this.caseId })
    this.#save.stop()
    this.#listeners.clear()
    this.doc.destroy()
  }

  #tell = (): void => {
    for (const listener of [...this.#listeners]) listener()
  }

  #saveNow() {
    const { queue, stopped, troubleSinceMs } = this.#pusher
    const isReadOnly = this.#status.is === 'open' && !this.#status.mayWrite
    return {
      edits: queue.edits,
      isOnline: this.#link.isOnline(),
      isSignedOut: this.#link.isSignedOut(),
      stopped: stopped ?? (isReadOnly ? ('refused' as const) : undefined),
      wasAway: queue.hasAway,
      troubleSinceMs,
    }
  }

  #takeFreshDoc(): void {
    this.#followed = followedDoc({
      local: (update) => this.#changedHere(update),
      beforeShown: (changed) => {
        if (this.#editors.look(this.doc, changed)) this.#tell()
      },
    })
    const { doc } = this.#followed
    const awareness = createAwareness(doc)
    this.#awareness = awareness
    awareness.on('change', (_changes: unknown, origin: unknown) => {
      if (origin === 'local')
        this.#placeOut.set({ cursor: cursorToWire(doc, awareness.getLocalState()?.cursor) ?? null })
    })
  }

  #changedHere(update: Uint8Array): void {
    if (this.#status.is === 'closed') return
    // A change that may not leave, in a record that is only read: the document is read anew without it.
    const isForbidden = this.#status.is === 'open' && !this.#status.mayWrite && this.unsavedEdits() === 0
    if (isForbidden) queueMicrotask(() => this.#startAfresh())
    else this.#pusher.add(update)
  }

  #dropDoc(): void {
    this.#leaveRound()
    this.#editors.detachAll()
    this.doc.destroy()
    this.#takeFreshDoc()
  }

  /** Reads the record anew from the server. Unsaved edits are kept, and shown again after the join. */
  #startAfresh(): void {
    if (this.#status.is === 'closed') return
    this.#dropDoc()
    this.#epoch = undefined
    this.#status = { is: 'joining' }
    this.#tell()
    this.#joinSoon()
  }

  #leaveRound(): void {
    this.#joinRound++
    this.#joinedAs = undefined
    this.#isJoinDue = false
    clearTimeout(this.#joinTimer)
    this.#pusher.pause()
    this.#placeOut.close()
  }

  /** The first few times at once, then after a pause: what helps helps soon. */
  #joinSoon(): void {
    if (this.#isJoinDue) return
    if (Date.now() - this.#remedyAtMs > calmMs) this.#remedies = 0
    this.#remedyAtMs = Date.now()
    if (++this.#remedies <= 2) {
      this.#join()
      return
    }
    this.#isJoinDue = true
    clearTimeout(this.#joinTimer)
    this.#joinTimer = setTimeout(() => this.#join(), joinPauseMs * this.#remedies)
  }

  #join(): void {
    this.#leaveRound()
    if (!this.#link.isOnline()) return
    const round = this.#joinRound
    const client = this.doc.clientID
    const place = this.#link.place()
    this.#joinTimer = setTimeout(() => this.#join(), limits.ackTimeoutMs)
    this.#link.emit(
      'record:join',
      {
        case: this.caseId,
        stateVector: toWire(Y.encodeStateVector(this.doc)),
        client,
        ...(this.#epoch !== undefined && { epoch: this.#epoch }),
        ...(place && { place }),
      },
      (answer) => {
        if (round === this.#joinRound) this.#joined(answer, client)
      },
    )
  }

  #joined(answer: Ack<JoinAnswer>, client: number): void {
    clearTimeout(this.#joinTimer)
    if (!answer.ok) {
      this.#refusedToJoin(answer.why)
      return
    }
    if (this.#epoch !== undefined && this.#epoch !== answer.epoch) {
      this.#isOtherEpoch()
      return
    }
    const isApplied = this.#followed.apply(fromWire(answer.update)) && this.#showUnsaved()
    if (!isApplied) {
      this.#startAfresh()
      return
    }
    this.#epoch = answer.epoch
    this.#joinedAs = client
    this.#status = { is: 'open', mayWrite: answer.mayWrite }
    this.#facts = new Map(answer.facts.map((fact) => [fact.task, fact]))
    this.#setPresent(answer.present)
    this.#editors.look(this.doc, everyRoot)
    this.#placeOut.open()
    if (answer.mayWrite) this.#pusher.start()
    this.#save.refresh()
    this.#tell()
  }

  /** Into a fresh document also what was written into the one before and is not yet saved. */
  #showUnsaved(): boolean {
    return this.#pusher.queue.all().every((update) => this.#followed.apply(update))
  }

  /** The record was restored or started anew. Words not yet saved stay on the screen, and are not mixed into it. */
  #isOtherEpoch(): void {
    if (this.unsavedEdits() === 0) {
      this.#startAfresh()
      return
    }
    this.#pusher.stop('refused')
  }

  #refusedToJoin(why: Refusal): void {
    const remedy = remedyOf[why]
    if (remedy === 'pause' || remedy === 'join-again') {
      this.#joinSoon()
      return
    }
    if (remedy === 'reload') {
      this.#close(why)
      return
    }
    if (remedy === 'fresh-document' && this.unsavedEdits() === 0) {
      this.#startAfresh()
      return
    }
    this.#refused(why)
  }

  #refused(why: Refusal): void {
    switch (remedyOf[why]) {
      case 'sign-in':
        this.#leaveRound()
        this.#link.signOut()
        return
      case 'close':
        this.#close(why)
        return
      case 'read-only':
        this.#pusher.pause()
        this.#status = { is: 'open', mayWrite: false }
        this.#save.refresh()
        this.#tell()
        return
      case 'join-again':
      case 'pause':
        if (this.#remedies < maxRemedies) {
          this.#joinSoon()
          return
        }
        this.#pusher.stop('refused')
        return
      case 'fresh-document':
      case 'reload':
        this.#pusher.stop(why === 'too-big' ? 'too-big' : 'refused')
        return
    }
  }

  /** Not this member's any more: wiped here first, then said. */
  #close(why: Refusal): void {
    const unsent = this.unsavedEdits()
    this.#status = { is: 'closed', why, unsent }
    this.#pusher.queue.clear()
    this.#dropDoc()
    this.#epoch = undefined
    this.#facts = new Map()
    this.#setPresent([])
    this.#save.refresh()
    this.#tell()
  }

  #setPresent(present: readonly Present[]): void {
    this.#present = present
    showCarets(this.#awareness, present)
  }
}
