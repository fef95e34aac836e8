// Somebody honest at a keyboard, quick enough for a million pushes: a real document that follows the server as the product's
// does, real editing and undo, marks, emoji, spells without a network.

import * as Y from 'yjs'
import { type FollowedDoc, followedDoc } from '../../client/sync/followed-doc.ts'
import { PushQueue } from '../../client/sync/push-queue.ts'
import { undoInOwnName } from '../../client/sync/undo.ts'
import type { MemberId } from '../../shared/ids.ts'
import { personal } from '../../shared/record/edit.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { doSomething, type Random } from '../helpers/seeded-work.ts'

export class Typist {
  readonly queue = new PushQueue()
  readonly member: MemberId
  /** Acts left until the network is back. */
  awayFor = 0
  /** Frames that they were sent. */
  heard = 0
  readonly #followed: FollowedDoc
  readonly #undo: Y.UndoManager

  constructor(member: MemberId, client: number) {
    this.member = member
    this.#followed = followedDoc({ local: (update) => this.queue.add(update), beforeShown: () => {} })
    this.doc.clientID = client
    partsOf(this.doc)
    this.#undo = new Y.UndoManager(Object.values(partsOf(this.doc)), {
      trackedOrigins: new Set([typing, personal]),
      captureTimeout: 0,
    })
    undoInOwnName(this.#undo, this.doc, member)
  }

  get doc(): Y.Doc {
    return this.#followed.doc
  }

  hear = (update: Uint8Array): boolean => this.#followed.apply(update)

  act(everybody: readonly MemberId[], random: Random): void {
    const luck = random.below(10)
    try {
      if (luck === 0) this.#undo.undo()
      else if (luck === 1) this.#undo.redo()
      else this.doc.transact(() => doSomething(this.doc, this.member, everybody, random), typing)
    } catch (error) {
      // Yjs' undo trips now and then over a parent that is gone for good.
      if (!(error instanceof TypeError)) throw error
    }
  }
}

const typing = Symbol('typing')
