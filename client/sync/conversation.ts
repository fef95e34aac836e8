// The conversation of one open record with the server: joining, what comes from it, what it refuses, and what that makes
// of the document here. Nothing is pushed before a join has been answered; when the record is no longer this member's,
// everything held of it is wiped.

import type { CaseId } from '#shared/ids.ts'
import type { Ack, Bytes, JoinAnswer, Present, TaskReceipts } from '#shared/protocol/events.ts'
import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'
import { recordSchema } from '#shared/record/schema.ts'
import type { RecordCopy } from '../offline/kept-record.ts'
import { joinAskOf, openStatusOf, readOnlyStatusOf } from './join-ask.ts'
import { Joining } from './joining.ts'
import type { Keeping } from './keeping.ts'
import type { Link, RecordStatus } from './link.ts'
import type { OpenDoc } from './open-doc.ts'
import type { PresenceOut } from './presence-out.ts'
import { type NextStep, nextStepAfter } from './remedy.ts'
import type { Saving } from './saving.ts'
import type { Surroundings } from './surroundings.ts'
import { WritingAgain } from './writing-again.ts'

export type ConversationParts = {
  caseId: CaseId
  link: Link
  open: OpenDoc
  saving: Saving
  keeping: Keeping
  around: Surroundings
  placeOut: PresenceOut
  /** Something that pages show has changed. */
  tell(): void
}

export class Conversation {
  status: RecordStatus = { is: 'joining' }
  joiningSinceMs: number | undefined
  epoch: string | undefined
  #caseId: CaseId
  #link: Link
  #open: OpenDoc
  #saving: Saving
  #keeping: Keeping
  #around: Surroundings
  #placeOut: PresenceOut
  #tell: () => void
  #joining = new Joining((isPresent) => this.#askToJoin(isPresent))
  readonly again = new WritingAgain(() => this.#joining.beginSoon())
  /** The clientID joined under; undefined while no join stands. */
  #joinedAs: number | undefined

  constructor(parts: ConversationParts) {
    this.#caseId = parts.caseId
    this.#link = parts.link
    this.#open = parts.open
    this.#saving = parts.saving
    this.#keeping = parts.keeping
    this.#around = parts.around
    this.#placeOut = parts.placeOut
    this.#tell = parts.tell
  }

  get isReadOnly(): boolean {
    return this.status.is === 'open' && !this.status.mayWrite
  }

  /** Every edit is confirmed: the next trouble is a new one. */
  allSaved(): void {
    this.#joining.calm()
    this.again.saved()
  }

  connected(): void {
    if (this.status.is === 'closed') return
    this.#saving.pusher.queue.markAway()
    this.#saving.refresh()
    this.#keeping.whenReady(() => this.#link.isOnline() && this.#joining.begin())
  }

  disconnected(): void {
    this.joiningSinceMs = undefined
    this.#leaveRound()
    this.#saving.pusher.cut()
    this.#around.setPresent([])
    this.#saving.refresh()
    this.#tell()
    this.#keeping.offline()
  }

  updated(update: Bytes): void {
    if (this.#joinedAs === undefined) return
    this.#keeping.copyLater()
    if (!this.#open.apply(update)) this.#startAfresh()
    else if (this.#open.hasGap() || this.#open.doc.clientID !== this.#joinedAs) this.#joining.beginSoon()
  }

  presentChanged(present: readonly Present[]): void {
    if (this.#joinedAs === undefined) return
    this.#around.setPresent(present)
    this.#tell()
  }

  receiptsChanged(facts: readonly TaskReceipts[]): void {
    if (this.#joinedAs === undefined) return
    this.#around.addReceipts(facts)
    this.#tell()
  }

  /** The server has put this device out of the record; where rights only changed, it may come in again. */
  closed(why: Refusal): void {
    if (this.status.is === 'closed') return
    this.#leaveRound()
    this.refused(why, 'join')
  }

  leave(): void {
    this.#leaveRound()
    if (this.status.is !== 'closed') this.#link.emit('record:leave', { case: this.#caseId })
  }

  /** A person changed the document here. */
  changedHere(update: Uint8Array): void {
    if (this.status.is === 'closed') return
    // A change that may not leave, in a record that is only read: the document is read anew without it.
    const { pusher, edits } = this.#saving
    if (this.isReadOnly && edits === 0) queueMicrotask(() => this.#startAfresh())
    else pusher.add(update)
    this.again.changedHere(() => pusher.stopped !== undefined && this.#link.isOnline())
    this.#keeping.copyLater()
  }

  /** What the server would not take is left out: the record is read anew without it. */
  dropUnsaved(): void {
    if (this.status.is === 'closed') return
    this.#saving.pusher.takeAll()
    this.again.dropped()
    this.#keeping.touch()
    this.#startAfresh()
  }

  /** Nothing that neither the server has nor waits to be sent may be kept. */
  copy(): RecordCopy | undefined {
    if (this.status.is !== 'open' || this.epoch === undefined || this.#saving.pusher.stopped) return undefined
    return {
      epoch: this.epoch,
      mayWrite: this.status.mayWrite,
      schema: recordSchema,
      facts: [...this.#around.facts.values()],
      update: this.#open.wholeState(),
    }
  }

  /** Edits from before this page was loaded. */
  adopt(edits: readonly Uint8Array[]): void {
    if (this.status.is === 'closed') return
    if (this.epoch !== undefined && !edits.every((edit) => this.#open.apply(edit))) this.#startAfresh()
    this.#saving.pusher.adopt(edits)
  }

  /** The document as it was when it was last seen here. */
  show(copy: RecordCopy): void {
    const all = [copy.update, ...this.#saving.pusher.queue.all()]
    if (!all.every((update) => this.#open.apply(update))) {
      this.#open.replace()
      return
    }
    this.epoch = copy.epoch
    this.#around.setReceipts(copy.facts)
    this.#open.look()
    this.#become({ is: 'open', mayWrite: copy.mayWrite })
  }

  /** Reads the record anew from the server. Unsaved edits are kept, and shown again after the join. */
  #startAfresh(): void {
    if (this.status.is === 'closed') return
    this.#leaveRound()
    this.#open.replace()
    this.epoch = undefined
    this.#become({ is: 'joining' })
    this.#joining.beginSoon()
  }

  #become(status: RecordStatus): void {
    this.status = status
    this.#saving.refresh()
    this.#tell()
  }

  #leaveRound(): void {
    this.again.pause()
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
    this.joiningSinceMs ??= Date.now()
    this.#saving.refresh()
    const client = this.again.nextClient ?? this.#open.doc.clientID
    const ask = joinAskOf({
      caseId: this.#caseId,
      client,
      stateVector: this.again.nextClient === undefined ? this.#open.stateVector() : undefined,
      epoch: this.epoch,
      place: this.#placeOut.place,
    })
    this.#link.emit('record:join', ask, (answer) => {
      if (isPresent()) this.#joined(answer, client)
    })
  }

  #joined(answer: Ack<JoinAnswer>, client: number): void {
    this.#joining.answered()
    if (!answer.ok) {
      this.refused(answer.why, 'join')
      return
    }
    if (this.again.nextClient !== undefined) {
      this.#writeAgain(answer, this.again.nextClient)
      return
    }
    const [unsaved, isOther] = [this.#saving.pusher.queue.all(), this.#isOther(answer)]
    // Restored or started anew: words not yet saved stay on the screen, and are not mixed into it.
    if (isOther && unsaved.length > 0) this.#saving.pusher.stop('refused')
    else if (!isOther && [answer.update, ...unsaved].every((update) => this.#open.apply(update)))
      this.#opened(answer, client)
    else this.#startAfresh()
  }

  #isOther = ({ epoch }: JoinAnswer): boolean => this.epoch !== undefined && this.epoch !== epoch

  /** The old document stays on the screen until this moment; what was typed meanwhile is among the unsaved. */
  #writeAgain(answer: JoinAnswer, client: number): void {
    this.again.nextClient = undefined
    if (this.#isOther(answer) || !answer.mayWrite) {
      this.#saving.pusher.stop('refused')
      return
    }
    this.again.isTried = true
    if (this.#open.writeAgain(answer.update, this.#saving.pusher.takeAll(), client)) {
      this.#opened(answer, client)
      if (this.#saving.edits === 0) this.allSaved()
    } else this.#startAfresh()
  }

  #opened(answer: JoinAnswer, client: number): void {
    this.joiningSinceMs = undefined
    this.epoch = answer.epoch
    this.#joinedAs = client
    this.status = openStatusOf(answer)
    this.#around.setReceipts(answer.facts)
    this.#around.setPresent(answer.present)
    this.#open.look()
    this.#placeOut.open()
    if (answer.mayWrite) this.#saving.pusher.start()
    this.#saving.refresh()
    this.#keeping.touch()
    this.#keeping.copyLater()
    this.#tell()
  }

  /** The server has said no. */
  refused(why: Refusal, of: 'join' | 'push'): void {
    const steps: Record<NextStep, () => void> = {
      'sign-out': () => this.#link.signOut(),
      'read-only': () => this.#become(readOnlyStatusOf(why)),
      close: () => this.#close(why),
      join: () => this.#joining.beginSoon(),
      afresh: () => this.#startAfresh(),
      'write-again': () => this.again.begin(),
      stop: () => this.#saving.pusher.stop(why === 'too-big' ? 'too-big' : 'refused'),
    }
    this.again.refused(why)
    const { isHopeless } = this.#joining
    const situation = { of, edits: this.#saving.edits, isHopeless, wasWrittenAgain: this.again.isTried }
    steps[nextStepAfter(why, situation)]()
  }

  /** Not this member's any more: wiped here first, then said. */
  #close(why: Refusal): void {
    const unsent = this.#saving.edits
    // What may still be sent by another version, or after a pause, stays on the disk.
    if (remedyOf[why] === 'close') this.#keeping.wipe()
    else this.#keeping.abandon()
    this.status = { is: 'closed', why, unsent }
    this.#saving.pusher.queue.clear()
    this.#leaveRound()
    this.#open.replace()
    this.epoch = undefined
    this.#around.setReceipts([])
    this.#around.setPresent([])
    this.#saving.refresh()
    this.#tell()
  }
}
