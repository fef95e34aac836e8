// This device's unsaved edits of one record, oldest first. An edit leaves the queue only when the server has
// confirmed it as durable; sending one twice is harmless, losing one is not.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { cutUpdate, type Deleted, deletedBy, isMoreThanOnePush } from './cut-updates.ts'

/** Pasted pages are pushed one by one: together they could hold more pieces than one update may. */
const maxMergedBytes = 32 * 1024

/** Some edits, merged for one push. The same object until it has landed. */
export type Flight = { readonly update: Uint8Array; readonly edits: number }

export class PushQueue {
  #waiting: Uint8Array[] = []
  #flight: Flight | undefined
  #away = 0
  #deleted = new WeakMap<Uint8Array, Deleted>()

  /** One local transaction, which is one edit; where it deletes more than one push may, it counts as several. */
  add(update: Uint8Array): void {
    this.#waiting.push(...cutUpdate(update))
  }

  /** Edits that were made before this page was loaded: older than what is here. */
  adopt(updates: readonly Uint8Array[]): void {
    const inFlight = this.#flight?.edits ?? 0
    const parts = updates.flatMap(cutUpdate)
    this.#waiting.splice(inFlight, 0, ...parts)
    this.#away += parts.length
  }

  /** Edits that are not confirmed, those in flight included. */
  get edits(): number {
    return this.#waiting.length
  }

  /** Whether edits are left that were made before the connection came back. */
  get hasAway(): boolean {
    return this.#away > 0
  }

  /** The connection is back: what waits here now was made while it was away. */
  markAway(): void {
    this.#away = this.#waiting.length
  }

  /**
   * What to push next: the oldest edits, merged as far as the limits allow; the same again until it has landed.
   * @returns 'too-big' if the oldest edit alone is more than the server takes
   */
  next(): Flight | 'too-big' | undefined {
    if (this.#flight) return this.#flight
    const batch = this.#oldest()
    if (batch.length === 0) return this.#waiting.length > 0 ? 'too-big' : undefined
    const update = batch.length === 1 ? batch[0]! : Y.mergeUpdates(batch)
    this.#flight = { update, edits: batch.length }
    return this.#flight
  }

  /** The server has confirmed this flight. A late word about an earlier one changes nothing. */
  landed(flight: Flight): void {
    if (flight !== this.#flight) return
    this.#flight = undefined
    this.#waiting.splice(0, flight.edits)
    this.#away = Math.max(0, this.#away - flight.edits)
  }

  isInFlight = (flight: Flight): boolean => flight === this.#flight

  /** All unsaved edits, oldest first. */
  all(): readonly Uint8Array[] {
    return this.#waiting
  }

  clear(): void {
    this.#waiting = []
    this.#flight = undefined
    this.#away = 0
  }

  /** One edit may be as large as the server takes; more than one only while the sum is small. */
  #oldest(): Uint8Array[] {
    let bytes = 0
    let deleted: Deleted = { clocks: 0, ranges: 0 }
    const upTo = this.#waiting.findIndex((update, index) => {
      bytes += update.byteLength
      const { clocks, ranges } = this.#deletedBy(update)
      deleted = { clocks: deleted.clocks + clocks, ranges: deleted.ranges + ranges }
      return (
        index >= limits.maxMergedUpdates ||
        bytes > (index === 0 ? limits.maxUpdateBytes : maxMergedBytes) ||
        (index > 0 && isMoreThanOnePush(deleted))
      )
    })
    return upTo < 0 ? this.#waiting.slice() : this.#waiting.slice(0, upTo)
  }

  #deletedBy(update: Uint8Array): Deleted {
    const known = this.#deleted.get(update) ?? deletedBy(update)
    this.#deleted.set(update, known)
    return known
  }
}
