// One open record on this device: its document, its unsaved edits, who is here, and the conversation with the server.
// An edit counts as unsaved until the server has confirmed it.

import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { CaseId, TaskId } from '#shared/ids.ts'
import type { Present, TaskReceipts } from '#shared/protocol/events.ts'
import type { FragmentName } from '#shared/record/schema.ts'
import { Conversation } from './conversation.ts'
import type { RegisteredEditor, Shown } from './editors.ts'
import { Keeping } from './keeping.ts'
import type { Link, RecordStatus } from './link.ts'
import { Listeners } from './listeners.ts'
import { OpenDoc } from './open-doc.ts'
import { type OwnPlace, PresenceOut } from './presence-out.ts'
import { textOfRecord } from './record-text.ts'
import type { SaveState } from './save-state.ts'
import { Saving } from './saving.ts'
import { Surroundings } from './surroundings.ts'
import { TaskConflicts } from './task-conflicts.ts'

export class RecordConnection {
  readonly caseId: CaseId
  /** Called by the tab's connection. */
  readonly talk: Conversation
  /** Values of tasks that somebody else set at the same moment. */
  readonly conflicts = new TaskConflicts(() => this.#saving.pusher.queue.all())
  #link: Link
  #open: OpenDoc
  #saving: Saving
  #keeping: Keeping
  #placeOut: PresenceOut
  #listeners = new Listeners()
  #around = new Surroundings((present) => this.#open.show(present))

  constructor(caseId: CaseId, link: Link) {
    this.caseId = caseId
    this.#link = link
    const { tell } = this.#listeners
    this.#saving = this.#makeSaving(tell)
    this.#placeOut = new PresenceOut((place) => link.emit('record:presence', { case: caseId, ...place }))
    this.#open = new OpenDoc({
      local: (update) => this.talk.changedHere(update),
      caretMoved: (cursor) => this.#placeOut.set({ cursor }),
      shownChanged: tell,
      begun: (doc) => this.conflicts.follow(doc),
    })
    this.#keeping = this.#makeKeeping()
    this.talk = new Conversation({
      caseId,
      link,
      open: this.#open,
      saving: this.#saving,
      keeping: this.#keeping,
      around: this.#around,
      placeOut: this.#placeOut,
      tell,
    })
    if (link.isOnline()) this.talk.connected()
    else if (link.isOffline()) this.talk.disconnected()
  }

  /** The present document. It is replaced when the record starts afresh; key editors by its guid. */
  get doc(): Y.Doc {
    return this.#open.doc
  }

  /** Everybody's carets for the editors; belongs to `doc`. */
  get awareness(): Awareness {
    return this.#open.awareness
  }

  status = (): RecordStatus => this.talk.status
  saveState = (): SaveState => this.#saving.state
  /** The devices in the record, this one included; nobody while the connection is away. */
  present = (): readonly Present[] => this.#around.present
  facts = (): ReadonlyMap<TaskId, TaskReceipts> => this.#around.facts
  shows = (fragment: FragmentName): Shown => this.#open.editors.shows(fragment)
  /** Unsaved edits that are not on this device's disk either. */
  editsAtRisk = (): number => this.#saving.edits - (this.#keeping.edits?.edits ?? 0)
  unsavedEdits = (): number => this.#saving.edits
  /** How often the server would not take something as it was, and all was saved once it was written again. */
  timesWrittenAgain = (): number => this.talk.again.timesSaved

  /**
   * Tells of an editor mounted on `doc`. `detach` must destroy it at once: it is called before the editor could see
   * what it would want to repair.
   */
  registerEditor = (fragment: FragmentName, editor: RegisteredEditor): (() => void) =>
    this.#open.editors.register(fragment, editor)

  /** Whether somebody was writing here when the document was replaced, and where; see `Editors`. */
  isLeft = (fragment: FragmentName): boolean => this.#open.editors.isLeft(fragment)
  takeLeft = (fragment: FragmentName): number | undefined => this.#open.editors.takeLeft(fragment)

  /** What is left out stays as it was; null takes it away. The caret comes from the editors by itself. */
  setPresence = (place: OwnPlace): void => this.#placeOut.set(place)

  /** To be called once a question that no editor could show was rewritten here. */
  lookAgain = (): void => this.#open.look()

  /** What the server would not take is given up: the record is shown as the server has it. */
  dropUnsaved = (): void => this.talk.dropUnsaved()

  subscribe = this.#listeners.subscribe

  /** The words of the record, to be taken along by hand; see `textOfRecord`. */
  text = (nameOf?: Parameters<typeof textOfRecord>[1]): string => textOfRecord(this.doc, nameOf)
  delivered = (task: TaskId): void => this.#link.delivered(task)
  /** Once for every openRecord of this case. */
  release = (): void => this.#link.release()

  /** Ends the connection to this record; what is unsaved is lost, so it is asked for only when nothing is. */
  destroy(): void {
    this.talk.leave()
    this.#saving.end()
    this.#keeping.end()
    this.#listeners.clear()
    this.#open.destroy()
  }

  #makeSaving(changed: () => void): Saving {
    return new Saving(this.#link, {
      send: (update, ack) => this.#link.emit('record:push', { case: this.caseId, update }, ack),
      refused: (why) => this.talk.refused(why, 'push'),
      isReadOnly: () => this.talk?.isReadOnly ?? false,
      joiningSinceMs: () => this.talk?.joiningSinceMs,
      kept: () => this.#keeping?.edits,
      isUnread: () => this.#keeping?.isUnread ?? false,
      editsChanged: () => this.#keeping?.touch(),
      changed,
      allSaved: () => this.talk.allSaved(),
    })
  }

  #makeKeeping(): Keeping {
    return new Keeping(this.#link.keep, this.caseId, {
      unsaved: () => this.#saving.pusher.queue.all(),
      epoch: () => this.talk.epoch,
      copy: () => this.talk.copy(),
      isOnline: this.#link.isOnline,
      changed: () => this.#saving.refresh(),
      adopt: (edits) => this.talk.adopt(edits),
      isBlank: () => this.talk.status.is === 'joining' && this.talk.epoch === undefined,
      show: (copy) => this.talk.show(copy),
    })
  }
}
