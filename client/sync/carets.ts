// Carets between the wire and the editors. Editors read everybody's caret from a y-protocols Awareness and write
// their own into it; here that Awareness is filled from the server's list and never sent as it is.
// A relative position names the type it is in, so one `cursor` field serves both editors: the other one finds that
// the position is not its own and shows nothing.

import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Cursor, Present } from '#shared/protocol/events.ts'
import { fromWire, toWire } from './bytes.ts'
import { rootOf } from './followed-doc.ts'

/** How an editor holds a caret in an awareness state. */
type EditorCursor = { anchor: unknown; head: unknown }

/** An Awareness that forgets nobody by itself: who is here is the server's word. */
export function createAwareness(doc: Y.Doc): Awareness {
  const awareness = new Awareness(doc)
  clearInterval(awareness._checkInterval as ReturnType<typeof setInterval>)
  return awareness
}

/** The editor's caret as it is sent, or undefined if it is in no question's text. */
export function cursorToWire(doc: Y.Doc, cursor: EditorCursor | null | undefined): Cursor | undefined {
  if (!cursor?.anchor || !cursor.head) return undefined
  const anchor = Y.createRelativePositionFromJSON(cursor.anchor)
  const head = Y.createRelativePositionFromJSON(cursor.head)
  const place = Y.createAbsolutePositionFromRelativePosition(head, doc)
  const root = place ? rootOf(doc, place.type) : undefined
  if (root !== 'whatHappened' && root !== 'whatWeDo') return undefined
  return {
    root,
    anchor: toWire(Y.encodeRelativePosition(anchor)),
    head: toWire(Y.encodeRelativePosition(head)),
  }
}

function cursorFromWire(cursor: Cursor | undefined): EditorCursor | null {
  if (!cursor) return null
  try {
    const read = (bytes: Cursor['anchor']) =>
      Y.relativePositionToJSON(Y.decodeRelativePosition(fromWire(bytes)))
    return { anchor: read(cursor.anchor), head: read(cursor.head) }
  } catch {
    // Lost: one caret that another program sent in a form nobody can read.
    return null
  }
}

/** Makes the awareness show exactly these devices, its own left alone. */
export function showCarets(awareness: Awareness, present: readonly Present[]): void {
  const shown = new Map<number, Record<string, unknown>>()
  for (const { client, name, member, cursor } of present)
    if (client !== awareness.clientID)
      shown.set(client, { user: { name, member }, cursor: cursorFromWire(cursor) })
  const known = [...awareness.states.keys()].filter((client) => client !== awareness.clientID)
  const removed = known.filter((client) => !shown.has(client))
  const added = [...shown.keys()].filter((client) => !awareness.states.has(client))
  const updated = known.filter((client) => {
    const before = awareness.states.get(client)
    return shown.has(client) && !isSame(before, shown.get(client))
  })
  if (removed.length + added.length + updated.length === 0) return
  for (const client of removed) awareness.states.delete(client)
  for (const client of [...added, ...updated]) {
    awareness.states.set(client, shown.get(client)!)
    awareness.meta.set(client, {
      clock: (awareness.meta.get(client)?.clock ?? 0) + 1,
      lastUpdated: Date.now(),
    })
  }
  awareness.emit('change', [{ added, updated, removed }, 'server'])
  awareness.emit('update', [{ added, updated, removed }, 'server'])
}

/** Editors add a colour to `user`, so only what came from the server is compared. */
function isSame(a: Record<string, unknown> | undefined, b: Record<string, unknown> | undefined): boolean {
  const plain = (state: Record<string, unknown> | undefined) => {
    const user = state?.user as { name?: unknown; member?: unknown } | undefined
    return JSON.stringify([user?.name, user?.member, state?.cursor])
  }
  return plain(a) === plain(b)
}
