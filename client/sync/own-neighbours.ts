// What an item says of its neighbours must be true when it leaves this device. Yjs' undo brings text back with neighbours
// that it looked for on its own way: the right one may stand left of the left one, or in another place altogether. Every
// copy then searches to the end of the list for where the item belongs, copies may disagree, and the server refuses
// it. Nobody has seen an item of this transaction yet, so it can still be told where it really stands.

import * as Y from 'yjs'

/** To be called after a change made here and before it is sent: in the document's `afterTransaction`. */
export function nameOwnNeighbours({ doc, beforeState }: Y.Transaction): void {
  const structs = doc.store.clients.get(doc.clientID) ?? []
  const since = beforeState.get(doc.clientID) ?? 0
  for (let at = structs.length - 1; at >= 0 && structs[at]!.id.clock >= since; at--) {
    const item = structs[at]
    // Under a key an item only follows the one before it.
    if (item instanceof Y.Item && item.parentSub === null) nameNeighbours(item)
  }
}

function nameNeighbours(item: Y.Item): void {
  const origin = older(item, 'left')?.lastId ?? null
  const rightOrigin = older(item, 'right')?.id ?? null
  if (!isSame(origin, item.origin)) item.origin = origin
  if (!isSame(rightOrigin, item.rightOrigin)) item.rightOrigin = rightOrigin
}

/** The nearest item on that side that was there before this one. */
function older(item: Y.Item, side: 'left' | 'right'): Y.Item | null {
  let next = item[side]
  while (next && next.id.client === item.id.client && next.id.clock > item.id.clock) next = next[side]
  return next
}

const isSame = (a: Y.ID | null, b: Y.ID | null): boolean => (a && b ? Y.compareIDs(a, b) : a === b)
