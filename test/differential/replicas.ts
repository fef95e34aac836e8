// One record in all the ways in which somebody comes to hold it: the live document, its log replayed row by row, a snapshot
// with the rows after it, and a client that was sent the frames. After every group of pushes they must be the same.

import * as Y from 'yjs'
import { followedDoc } from '../../client/sync/followed-doc.ts'
import { createLiveDocument, type LiveDocument, mergeAll } from '../../server/sync/record/live-document.ts'
import { applyAll, createRecordDoc } from '../../server/sync/storage/record-doc.ts'
import { hashOfNothing, openSnapshot, takeSnapshot } from '../../server/sync/storage/snapshot-box.ts'
import type { MemberId } from '../../shared/ids.ts'
import type { Refusal } from '../../shared/protocol/refusals.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { differenceOf } from './compare.ts'

export type Push = { readonly member: MemberId; readonly update: Uint8Array }
/** Pushes that are judged together, and sent to everybody in one frame. */
export type Group = readonly Push[]

/** Copies that should be the same are not, or something was thrown. */
export class Diverged extends Error {}

/** A snapshot is taken anew after so many groups. */
const groupsASnapshot = 6

export class Replicas {
  readonly live: LiveDocument = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
  readonly #log = createRecordDoc()
  #snapshot = createRecordDoc()
  readonly #client = followedDoc({ local: () => {}, beforeShown: () => {} })
  readonly #rows: Uint8Array[] = []
  #groups = 0

  constructor() {
    partsOf(this.#client.doc)
  }

  /**
   * @returns why each was refused, or undefined, and the frame that everybody is sent
   * @throws Diverged
   */
  push(group: Group): { refusals: (Refusal | undefined)[]; frame: Uint8Array | undefined } {
    const refusals = new Map<Push, Refusal | undefined>()
    const rows: Uint8Array[] = []
    for (const [member, pushes] of Map.groupBy(group, (push) => push.member)) {
      const works = pushes.map(({ update }) => ({ is: 'bytes' as const, update }))
      const run = attempt('the live document', () => this.live.run(member, works))
      for (const [at, why] of run.refusals.entries()) refusals.set(pushes[at]!, why)
      if (run.effect.update) rows.push(run.effect.update)
    }
    const frame = rows.length > 0 ? mergeAll(rows) : undefined
    if (frame) this.#tell(rows, frame)
    return { refusals: group.map((push) => refusals.get(push)), frame }
  }

  #tell(rows: readonly Uint8Array[], frame: Uint8Array): void {
    this.#rows.push(...rows)
    attempt('a copy', () => {
      for (const row of rows) for (const doc of [this.#log, this.#snapshot]) Y.applyUpdate(doc, row)
    })
    if (!this.#client.apply(frame)) throw new Diverged('the client could not apply a frame')
    this.expectSame(this.#log, 'the log')
    this.expectSame(this.#snapshot, 'snapshot and rows')
    this.expectSame(this.#client.doc, 'the client')
    this.#groups += 1
    if (this.#groups % groupsASnapshot === 0)
      this.#snapshot = attempt('a snapshot', () => openSnapshot(takeSnapshot(this.#log, hashOfNothing)))
  }

  /** @throws Diverged */
  expectSame(doc: Y.Doc, whose: string, how: { isReadOnly?: boolean } = {}): void {
    const difference = differenceOf(this.live.doc, doc, how)
    if (difference) throw new Diverged(`the live document and ${whose}: ${difference}`)
  }

  /**
   * The dearer ways: a join from the live document, the log in one transaction, and the rows in another order that could have been.
   * @throws Diverged
   */
  expectAllSame(reordered: (rows: readonly Uint8Array[]) => Uint8Array[]): void {
    const joiner = createRecordDoc()
    Y.applyUpdate(joiner, Y.encodeStateAsUpdate(this.live.doc))
    this.expectSame(joiner, 'a joiner')
    const atOnce = createRecordDoc()
    attempt('the log at once', () => applyAll(atOnce, this.#rows))
    this.expectSame(atOnce, 'the log at once')
    const late = createRecordDoc()
    attempt('the log in another order', () => {
      for (const row of reordered(this.#rows)) Y.applyUpdate(late, row)
    })
    this.expectSame(late, 'the log in another order')
  }
}

function attempt<T>(whose: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new Diverged(`${whose}: ${error}`, { cause: error })
  }
}
