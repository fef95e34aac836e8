// One connection at the door: what it is doing, and whether that has taken too long.

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { limits } from '#shared/limits.ts'

export type Visitor = {
  readonly socket: Socket
  /** Somebody is being answered on it, or is known behind it. */
  isBusy: boolean
  /** `silent`: asked nothing so far; `idle`: between two questions; `upgrading`: a WebSocket of nobody; `live`: of somebody. */
  is: 'silent' | 'asking' | 'idle' | 'upgrading' | 'live'
  sinceMs: number
  /** Questions that are not answered yet. */
  open: number
  /** The latest question: it may still be on its way. */
  question?: IncomingMessage
  askedMs: number
  /** What had left for them, and when that became more for the last time. */
  sentBytes: number
  sentMs: number
}

export function newVisitor(socket: Socket): Visitor {
  const nowMs = performance.now()
  const times = { sinceMs: nowMs, askedMs: nowMs, sentMs: nowMs }
  return { socket, isBusy: false, is: 'silent', open: 0, sentBytes: 0, ...times }
}

export function become(visitor: Visitor, is: Visitor['is']): void {
  visitor.is = is
  visitor.isBusy = is === 'asking' || is === 'live'
  visitor.sinceMs = performance.now()
}

/** Whether it has to go. To be asked every now and then: it notes what has left for a reader who is slow. */
export function isOverdue(visitor: Visitor, nowMs: number): boolean {
  const restedMs = nowMs - visitor.sinceMs
  if (visitor.is === 'live') return false
  if (visitor.is === 'silent' || visitor.is === 'upgrading') return restedMs > limits.silentMs
  if (visitor.is === 'idle' && restedMs > limits.keepAliveMs + limits.silentMs) return true
  const isHalfAsked = visitor.question !== undefined && !visitor.question.complete
  return (isHalfAsked && nowMs - visitor.askedMs > limits.askingMs) || isStuck(visitor, nowMs)
}

/** An answer waits for somebody who does not read it, or so slowly that it will never end. */
function isStuck(visitor: Visitor, nowMs: number): boolean {
  const { socket } = visitor
  const sentBytes = socket.bytesWritten - socket.writableLength
  if (socket.writableLength === 0 || sentBytes > visitor.sentBytes) {
    visitor.sentBytes = sentBytes
    visitor.sentMs = nowMs
  }
  if (socket.writableLength === 0) return false
  return nowMs - visitor.sentMs > limits.silentMs || nowMs - visitor.askedMs > limits.answerMs
}
