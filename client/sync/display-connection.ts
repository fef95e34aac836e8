// A room display's connection: its own token, and whole states only. It comes back by itself, and what it shows after a
// break is what it is sent then.

import { io } from 'socket.io-client'
import * as parser from 'socket.io-msgpack-parser'
import { limits } from '#shared/limits.ts'
import type { DisplayOver, DisplayState } from '#shared/protocol/display.ts'
import { serverNow } from '../ui/server-clock.ts'

export type DisplayView = {
  readonly state: DisplayState | undefined
  /** Since when nothing has been heard of the server; undefined while live. */
  readonly cutAtMs: number | undefined
  readonly over: DisplayOver | undefined
}

/** Connects at once. @returns ends it */
export function openDisplay(token: string, changed: (view: DisplayView) => void): () => void {
  let view: DisplayView = { state: undefined, cutAtMs: undefined, over: undefined }
  const set = (next: Partial<DisplayView>) => {
    view = { ...view, ...next }
    changed(view)
  }
  const socket = io({
    transports: ['websocket'],
    parser,
    forceNew: true,
    auth: { display: token },
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
    timeout: limits.connectTimeoutMs,
  })
  const cut = () => {
    if (!view.over) set({ cutAtMs: view.cutAtMs ?? serverNow() })
  }
  // Blank first: nothing of the case stays in this page's memory longer than it must.
  const end = (why: DisplayOver) => {
    set({ over: why, state: undefined, cutAtMs: undefined })
    socket.disconnect()
  }
  socket.on('display:state', (state: DisplayState) => set({ state, cutAtMs: undefined }))
  socket.on('display:over', end)
  socket.on('disconnect', (reason) => {
    cut()
    if (reason === 'io server disconnect' && !view.over) setTimeout(() => socket.connect(), 1_000)
  })
  socket.on('connect_error', (error) => {
    if (error.message === 'not-signed-in') end(view.state ? 'not-available' : 'meeting-ended')
    else {
      cut()
      if (!socket.active) setTimeout(() => socket.connect(), 1_000)
    }
  })
  const ended = whenAwoken((sinceMs) => {
    if (view.over) return
    set({ cutAtMs: view.cutAtMs ?? sinceMs })
    socket.disconnect().connect()
  })
  return () => {
    ended()
    socket.disconnect()
  }
}

/** Looked at so often; a screen that was asleep looks later. */
const lookEveryMs = 2_000
const asleepAfterMs = 10_000

/**
 * Tells when this device was asleep, or came to another network: its connection is not believed any more.
 * @param awoken with the last moment, by the server's clock, at which it was awake
 */
function whenAwoken(awoken: (sinceMs: number) => void): () => void {
  let lastMs = serverNow()
  const look = () => {
    const sinceMs = lastMs
    lastMs = serverNow()
    // Out of sight it is looked at seldom, and nobody is misled.
    const isSeen = document.visibilityState === 'visible'
    if (isSeen && lastMs - sinceMs > asleepAfterMs) awoken(sinceMs)
  }
  const onNetwork = () => awoken(lastMs)
  const timer = setInterval(look, lookEveryMs)
  window.addEventListener('online', onNetwork)
  window.addEventListener('offline', onNetwork)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', onNetwork)
    window.removeEventListener('offline', onNetwork)
  }
}
