// One open record on this device: its document, its unsaved edits, who is here, and the conversation with the server.
// Nothing is pushed before a join has been answered; an edit counts as unsaved until the server has confirmed it;
// when the record is no longer this member's, everything held of it is wiped.

import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { CaseId, TaskId } from '#shared/ids.ts'
import type { Ack, Bytes, JoinAnswer, Present, TaskFacts } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import type { FragmentName } from '#shared/record/schema.ts'
import type { RegisteredEditor, Shown } from './editors.ts'
import { drawClient, joinAskOf, openStatusOf } from './join-ask.ts'
import { Joining } from './joining.ts'
import type { Link, RecordStatus } from './link.ts'
import { OpenDoc } from './open-doc.ts'
import { type OwnPlace, PresenceOut } from './presence-out.ts'
import { type NextStep, nextStepAfter } from './remedy.ts'
import type { SaveState } from './save-state.ts'
import { Saving } from './saving.ts'
import { Surroundings } from './surroundings.ts'

export class RecordConnection {
  readonly caseId: CaseId
  #link: Link
  #open: OpenDoc
  #joining: Joining
  #saving: Saving
  #placeOut: PresenceOut
  #listeners = new Set<() => void>()
  #status: RecordStatus = { is: 'joining' }
  #around = new Surroundings((present) => this.#open.show(present))
  #epoch: string | undefined
  /** The clientID of the document that is to come, while what was refused waits to be written into it. */
  #nextClient: number | undefined
  #wasWrittenAgain = false
  #joiningSinceMs: number | undefined
  #timesWrittenAgain = 0
  /** The clientID joined under; undefined while no join stands. */
  #joinedAs: number | undefined

  constructor(caseId: CaseId, link: Link) {
    this.caseId = caseId
    this.#link = link
    this.#saving = new Saving(link, {
      send: (update, ack) => link.emit('record:push', { case: caseId, update }, ack),
      refused: (why) => this.#refused(why, 'push'),
      isReadOnly: () => this.#isReadOnly,
      joiningSinceMs: () => this.#joiningSinceMs,
      changed: this.#tell,
      allSaved: () => {
        this.#joining.calm()
        this.#wasWrittenAgain = false
      },
    })
    this.#placeOut = new PresenceOut((place) => link.emit('record:presence', { case: caseId, ...place }))
    this.#open = new OpenDoc({
      local: (update) => this.#changedHere(update),
      caretMoved: (cursor) => this.#placeOut.set({ cursor }),
      shownChanged: this.#tell,
    })
    this.#joining = new Joining((isPresent) => this.#askToJoin(isPresent))
    if (link.isOnline()) this.connected()
  }

  /** The present document. It is replaced when the record starts afresh; key editors by its guid. */
  get doc(): Y.Doc {
    return this.#open.doc
  }

  /** Everybody's carets for the editors; belongs to `doc`. */
  get awareness(): Awareness {
    return this.#open.awareness
  }

  status = (): RecordStatus => this.#status
  saveState = (): SaveState => this.#saving.state
  /** The devices in the record, this one included; nobody while the connection is away. */
  present = (): readonly Present[] => this.#around.present
  facts = (): ReadonlyMap<TaskId, TaskFacts> => this.#around.facts
  shows = (fragment: FragmentName): Shown => this.#open.editors.shows(fragment)
  unsavedEdits = (): number => this.#saving.edits
  /** How often the server would not take something as it was, and it was written again. */
  timesWrittenAgain = (): number => this.#timesWrittenAgain

  /**
   * Tells of an editor mounted on `doc`. `detach` must destroy it at once: it is called before the editor could see
   * what it would want to repair.
   */
  registerEditor = (fragment: FragmentName, editor: RegisteredEditor): (() => void) =>
    this.#open.editors.register(fragment, editor)

  /** What is left out stays as it was; null takes it away. The caret comes from the editors by itself. */
  setPresence = (place: OwnPlace): void => this.#placeOut.set(place)

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  delivered = (task: TaskId): void => this.#link.delivered(task)
  /** Once for every openRecord of this case. */
  release = (): void => this.#link.release()

  // From here on: called by the tab's connection.

  connected(): void {
    if (this.#status.is === 'closed') return
    this.#saving.pusher.queue.markAway()
    this.#joining.begin()
    this.#saving.refresh()
  }

  disconnected(): void {
    this.#joiningSinceMs = undefined
    this.#leaveRound()
    this.#saving.pusher.cut()
    this.#around.setPresent([])
    this.#saving.refresh()
    this.#tell()
  }

  updated(update: Bytes): void {
    if (this.#joinedAs === undefined) return
    if (!this.#open.apply(update)) this.#startAfresh()
    else if (this.#open.hasGap() || this.doc.clientID !== this.#joinedAs) this.#joining.beginSoon()
  }

  presentChanged(present: readonly Present[]): void {
    if (this.#joinedAs === undefined) return
    this.#around.setPresent(present)
    this.#tell()
  }

  factsChanged(facts: readonly TaskFacts[]): void {
    if (this.#joinedAs === undefined) return
    this.#around.addFacts(facts)
    this.#tell()
  }

  /** The server has put this device out of the record; where rights only changed, it may come in again. */
  closed(why: Refusal): void {
    if (this.#status.is === 'closed') return
    this.#leaveRound()
    this.#refused(why, 'join')
  }

  /** Ends the connection to this record; what is unsaved is lost, so it is asked for only when nothing is. */
  destroy(): void {
    this.#leaveRound()
    if (this.#status.is !== 'closed') this.#link.emit('record:leave', { case: this.caseId })
    this.#saving.end()
    this.#listeners.clear()
    this.#open.destroy()
  }

  #tell = (): void => {
    for (const listener of [...this.#listeners]) listener()
  }

  get #isReadOnly(): boolean {
    return this.#status.is === 'open' && !this.#status.mayWrite
  }

  #changedHere(update: Uint8Array): void {
    if (this.#status.is === 'closed') return
    // A change that may not leave, in a record that is only read: the document is read anew without it.
    if (this.#isReadOnly && this.unsavedEdits() === 0) queueMicrotask(() => this.#startAfresh())
    else this.#saving.pusher.add(update)
  }

  /** Reads the record anew from the server. Unsaved edits are kept, and shown again after the join. */
  #startAfresh(): void {
    if (this.#status.is === 'closed') return
    this.#leaveRound()
    this.#open.replace()
    this.#epoch = undefined
    this.#status = { is: 'joining' }
    this.#tell()
    this.#joining.beginSoon()
  }

  #leaveRound(): void {
    this.#joining.stop()
    this.#pauseRound()
  }

  #pauseRound(): void {
    this.#joinedAs = undefined
    this.#saving.pusher.pause()
    this.#placeOut.close()
  }

  #askToJoin(isPresent: () => boolean): void {
    this.#pauseRound()
    this.#joiningSinceMs ??= Date.now()
    this.#saving.refresh()
    const client = this.#nextClient ?? this.doc.clientID
    const ask = joinAskOf({
      caseId: this.caseId,
      client,
      stateVector: this.#nextClient === undefined ? this.#open.stateVector() : undefined,
      epoch: this.#epoch,
      place: this.#link.place(),
    })
    this.#link.emit('record:join', ask, (answer) => {
      if (isPresent()) this.#joined(answer, client)
    })
  }

  #joined(answer: Ack<JoinAnswer>, client: number): void {
    this.#joining.answered()
    if (!answer.ok) {
      this.#refused(answer.why, 'join')
      return
    }
    if (this.#nextClient !== undefined) {
      this.#writeAgain(answer, this.#nextClient)
      return
    }
    const unsaved = this.#saving.pusher.queue.all()
    const isOther = this.#epoch !== undefined && this.#epoch !== answer.epoch
    // Restored or started anew: words not yet saved stay on the screen, and are not mixed into it.
    if (isOther && unsaved.length > 0) this.#saving.pusher.stop('refused')
    // A fresh document takes in also what was written into the one before.
    else if (!isOther && [answer.update, ...unsaved].every((update) => this.#open.apply(update)))
      this.#opened(answer, client)
    else this.#startAfresh()
  }

  /** The old document stays on the screen until this moment; what was typed meanwhile is among the unsaved. */
  #writeAgain(answer: JoinAnswer, client: number): void {
    this.#nextClient = undefined
    const isOther = this.#epoch !== undefined && this.#epoch !== answer.epoch
    if (isOther || !answer.mayWrite) {
      this.#saving.pusher.stop('refused')
      return
    }
    this.#wasWrittenAgain = true
    this.#timesWrittenAgain++
    if (this.#open.writeAgain(answer.update, this.#saving.pusher.takeAll(), client))
      this.#opened(answer, client)
    else this.#startAfresh()
  }

  #opened(answer: JoinAnswer, client: number): void {
    this.#joiningSinceMs = undefined
    this.#epoch = answer.epoch
    this.#joinedAs = client
    this.#status = openStatusOf(answer)
    this.#around.setFacts(answer.facts)
    this.#around.setPresent(answer.present)
    this.#open.look()
    this.#placeOut.open()
    if (answer.mayWrite) this.#saving.pusher.start()
    this.#saving.refresh()
    this.#tell()
  }

  #refused(why: Refusal, of: 'join' | 'push'): void {
    const steps: Record<NextStep, () => void> = {
      'sign-out': () => this.#link.signOut(),
      'read-only': () => {
        this.#status = {
          is: 'open',
          mayWrite: false,
          ...(why === 'damaged' && { whyNot: 'damaged' as const }),
        }
        this.#saving.refresh()
        this.#tell()
      },
      close: () => this.#close(why),
      join: () => this.#joining.beginSoon(),
      afresh: () => this.#startAfresh(),
      'write-again': () => {
        this.#nextClient = drawClient()
        this.#joining.beginSoon()
      },
      stop: () => this.#saving.pusher.stop(why === 'too-big' ? 'too-big' : 'refused'),
    }
    const { isHopeless } = this.#joining
    const situation = { of, edits: this.unsavedEdits(), isHopeless, wasWrittenAgain: this.#wasWrittenAgain }
    steps[nextStepAfter(why, situation)]()
  }

  /** Not this member's any more: wiped here first, then said. */
  #close(why: Refusal): void {
    const unsent = this.unsavedEdits()
    this.#status = { is: 'closed', why, unsent }
    this.#saving.pusher.queue.clear()
    this.#leaveRound()
    this.#open.replace()
    this.#epoch = undefined
    this.#around.setFacts([])
    this.#around.setPresent([])
    this.#saving.refresh()
    this.#tell()
  }
}
