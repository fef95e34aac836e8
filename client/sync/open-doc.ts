// The document of an open record with what hangs on it: everybody's carets, and the editors that show its fragments.
// It can be replaced by a fresh one at any time; nobody may keep the old one.

import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Bytes, Cursor, Present } from '#shared/protocol/events.ts'
import { type RootName, roots } from '#shared/record/schema.ts'
import { fromWire, toWire } from './bytes.ts'
import { createAwareness, cursorToWire, showCarets } from './carets.ts'
import { Editors } from './editors.ts'
import { type FollowedDoc, followedDoc } from './followed-doc.ts'
import { reapply } from './reapply.ts'

export type OpenDocHost = {
  /** A change a person made here. */
  local(update: Uint8Array): void
  /** This device's caret moved; null when it is in no text. */
  caretMoved(cursor: Cursor | null): void
  /** A fragment is shown otherwise than before. */
  shownChanged(): void
  /** There is a document, or another one: before anything is in it. */
  begun(doc: Y.Doc): void
}

/** The origin of what is written a second time. */
const writtenAgain = Symbol('written again')

const everyRoot = new Set(Object.keys(roots) as RootName[])

export class OpenDoc {
  readonly editors = new Editors()
  #host: OpenDocHost
  #followed!: FollowedDoc
  #awareness!: Awareness

  constructor(host: OpenDocHost) {
    this.#host = host
    this.#create()
  }

  get doc(): Y.Doc {
    return this.#followed.doc
  }

  get awareness(): Awareness {
    return this.#awareness
  }

  /** What this device has, as the server is told. */
  stateVector(): ArrayBuffer {
    return toWire(Y.encodeStateVector(this.doc))
  }

  /** Everything, to be kept on this device. */
  wholeState(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc)
  }

  /** @returns false if the document must be dropped and read anew */
  apply(update: Bytes): boolean {
    this.editors.read()
    return this.#followed.apply(fromWire(update))
  }

  hasGap(): boolean {
    return this.#followed.hasGap()
  }

  /** Looks at everything: after a join, and after a change made here that lets an editor show what it could not. */
  look(): void {
    if (this.editors.look(this.doc, everyRoot)) this.#host.shownChanged()
  }

  show(present: readonly Present[]): void {
    showCarets(this.#awareness, present)
  }

  /** Wipes the document and begins an empty one, under another clientID. */
  replace(): void {
    this.editors.detachAll()
    this.doc.destroy()
    this.#create()
  }

  /**
   * Begins anew with the server's state, and writes into it what this person had done and the server would not take as
   * it was: as new edits, under `clientID`.
   * @returns false if that could not be done: then the words are on the screen, and are no edits
   */
  writeAgain(server: Bytes, unsaved: readonly Uint8Array[], clientID: number): boolean {
    const mine = new Y.Doc()
    for (const update of [fromWire(server), ...unsaved]) Y.applyUpdate(mine, update)
    this.replace()
    this.doc.clientID = clientID
    this.#awareness.clientID = clientID
    try {
      if (this.#followed.apply(fromWire(server)) && mine.store.pendingStructs === null) {
        this.doc.transact(() => reapply(this.doc, mine), writtenAgain)
        return true
      }
    } catch {
      // Lost: nothing, the words are shown as they are.
    }
    this.#followed.apply(Y.encodeStateAsUpdate(mine))
    return false
  }

  destroy(): void {
    this.editors.detachAll()
    this.doc.destroy()
  }

  #create(): void {
    const followed = followedDoc({
      local: (update) => this.#host.local(update),
      beforeShown: (changed) => {
        if (this.editors.look(followed.doc, changed)) this.#host.shownChanged()
      },
    })
    this.#host.begun(followed.doc)
    const awareness = createAwareness(followed.doc)
    awareness.on('change', (_changes: unknown, origin: unknown) => {
      if (origin !== 'local') return
      this.#host.caretMoved(cursorToWire(followed.doc, awareness.getLocalState()?.cursor) ?? null)
    })
    this.#followed = followed
    this.#awareness = awareness
  }
}
