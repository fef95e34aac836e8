// Sends the unsaved edits of one record: one push in flight, the same again when no answer comes. It runs only
// between a join's answer and the next disconnection, and stops for good when the server says no for good.

import { limits } from '#shared/limits.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { type Refusal, remedyOf } from '#shared/protocol/refusals.ts'
import { toWire } from './bytes.ts'
import { type Flight, PushQueue } from './push-queue.ts'

/** Pauses after "not saved" and "too fast", doubled from the first to the last: short enough that all is saved soon after it can be. */
const firstPauseMs = 500
const lastPauseMs = 1_500

type PushAck = (answer: Ack<object>) => void

export type PusherHost = {
  send(update: ArrayBuffer, ack: PushAck): void
  /** Something about the edits changed: how many, or whether they can be saved. */
  changed(): void
  /** A refusal that is not for the pusher alone: join again, read-only, sign in, close, … */
  refused(why: Refusal): void
}

export class Pusher {
  readonly queue = new PushQueue()
  /** Set when nothing more will be pushed from this document. */
  stopped: 'refused' | 'too-big' | undefined
  /** Since when the server has said that it cannot save. */
  #notSavedSinceMs: number | undefined
  /** Since when the push in flight has been waited for. */
  #waitingSinceMs: number | undefined
  #host: PusherHost
  #isRunning = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #pauseMs = firstPauseMs
  #isSent = false

  constructor(host: PusherHost) {
    this.#host = host
  }

  /** Since when the server has been unable to save, or has not answered. Undefined while nothing waits for it. */
  get troubleSinceMs(): number | undefined {
    return this.#notSavedSinceMs ?? this.#waitingSinceMs
  }

  add(update: Uint8Array): void {
    this.queue.add(update)
    this.#host.changed()
    this.#pushNext()
  }

  /** Edits from before this page was loaded. */
  adopt(updates: readonly Uint8Array[]): void {
    this.queue.adopt(updates)
    this.#host.changed()
    this.#pushNext()
  }

  /** The join has been answered: what waits may go. */
  start(): void {
    this.#isRunning = true
    this.#isSent = false
    this.#pushNext()
  }

  /** The connection or the right to push is gone; the edits stay. */
  pause(): void {
    this.#isRunning = false
    this.#isSent = false
    this.#waitingSinceMs = undefined
    this.#setTimer(undefined)
  }

  /** The connection itself is gone: whatever the server could not do is told otherwise now. */
  cut(): void {
    this.pause()
    this.#notSavedSinceMs = undefined
  }

  /** The edits are taken out, to be written another way. */
  takeAll(): readonly Uint8Array[] {
    this.pause()
    const edits = this.queue.all()
    this.queue.clear()
    this.stopped = undefined
    return edits
  }

  /** Nothing more is pushed; the edits stay countable until they are dropped. */
  stop(why: 'refused' | 'too-big'): void {
    this.pause()
    this.stopped = why
    this.#host.changed()
  }

  #pushNext(): void {
    if (!this.#isRunning || this.#isSent || this.stopped) return
    const flight = this.queue.next()
    if (flight === 'too-big') {
      this.stop('too-big')
      return
    }
    if (flight) this.#send(flight)
  }

  #send(flight: Flight): void {
    this.#isSent = true
    this.#waitingSinceMs ??= Date.now()
    this.#setTimer(limits.ackTimeoutMs, () => this.#send(flight))
    this.#host.changed()
    this.#host.send(toWire(flight.update), (answer) => this.#answered(flight, answer))
  }

  #answered(flight: Flight, answer: Ack<object>): void {
    if (!this.queue.isInFlight(flight)) return
    // A yes counts whenever it comes; a no is heard only while this push is the one being waited for.
    if (answer.ok) {
      this.#landed(flight)
      return
    }
    if (!this.#isRunning) return
    this.#setTimer(undefined)
    if (remedyOf[answer.why] === 'pause') {
      this.#waitAndRetry(flight, answer.why)
      return
    }
    this.pause()
    this.#host.refused(answer.why)
  }

  #landed(flight: Flight): void {
    this.queue.landed(flight)
    this.#setTimer(undefined)
    this.#isSent = false
    this.#pauseMs = firstPauseMs
    this.#notSavedSinceMs = undefined
    this.#waitingSinceMs = undefined
    this.#host.changed()
    this.#pushNext()
  }

  #waitAndRetry(flight: Flight, why: Refusal): void {
    // What was too fast is only late: the wait for it begins anew.
    if (why === 'not-saved') this.#notSavedSinceMs ??= this.#waitingSinceMs ?? Date.now()
    this.#waitingSinceMs = undefined
    const pauseMs = this.#pauseMs
    this.#pauseMs = Math.min(lastPauseMs, pauseMs * 2)
    this.#setTimer(pauseMs, () => this.#send(flight))
    this.#host.changed()
  }

  #setTimer(afterMs: number | undefined, work: () => void = () => {}): void {
    clearTimeout(this.#timer)
    this.#timer = afterMs === undefined ? undefined : setTimeout(work, afterMs)
  }
}
