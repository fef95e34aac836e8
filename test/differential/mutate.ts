// Something that an honest person sent, taken apart and put together again under a hostile clientID, with a thing or two
// that are not as they were.

import * as Y from 'yjs'
import { bytesOf, type Pair } from '../helpers/handmade-update.ts'
import type { Random } from '../helpers/seeded-work.ts'
import { type Parts, partsIn } from './parts.ts'

export function mutated(doc: Y.Doc, client: number, update: Uint8Array, random: Random): Uint8Array {
  const parts = renamed(partsIn(update), client, Y.getState(doc.store, client))
  for (let times = random.below(3); times > 0; times--) mutate(parts, random)
  // What has lost its neighbours must stand somewhere.
  for (const { items } of parts.blocks)
    for (const item of items) if (!item.inside && item.root === undefined) item.root = 'whatHappened'
  return bytesOf(parts.blocks, parts.deletes)
}

/** The same as if this client had written it now. */
function renamed({ blocks, deletes }: Parts, client: number, state: number): Parts {
  const [first] = blocks
  const rename = ([by, clock]: Pair): Pair =>
    first && by === first.client && clock >= first.clock ? [client, clock - first.clock + state] : [by, clock]
  const items = (first?.items ?? []).map((item) => ({
    ...item,
    ...(item.after && { after: rename(item.after) }),
    ...(item.before && { before: rename(item.before) }),
    ...(item.inside && { inside: rename(item.inside) }),
  }))
  return { blocks: items.length > 0 ? [{ client, clock: state, items }] : [], deletes: [...deletes] }
}

function mutate({ blocks, deletes }: Parts, random: Random): void {
  const items = blocks[0]?.items
  if (!items || items.length === 0) return
  const at = random.below(items.length)
  const item = items[at]!
  const clock = blocks[0]!.clock
  const inside: Pair = [blocks[0]!.client, clock + random.below(items.length)]
  const named = items.flatMap(({ after, before }) => [after, before]).filter((id) => id !== undefined)
  const acts: (() => void)[] = [
    () => Object.assign(item, { after: item.before, before: item.after }),
    () => Object.assign(item, { before: inside }),
    () => Object.assign(item, { after: inside }),
    () => Object.assign(item, { after: item.before ? undefined : item.after }),
    () => Object.assign(item, { before: item.after }),
    () => named.length > 0 && Object.assign(item, { before: random.pick(named) }),
    () => named.length > 0 && Object.assign(item, { after: random.pick(named) }),
    () => items.splice(at, 1, { collected: 1 + random.below(2) }),
    () => items.splice(at, 0, { ...item }),
    () => items.splice(at, 1),
    () => deletes.push({ client: inside[0], clock: inside[1], length: 1 }),
  ]
  random.pick(acts)()
  if (items.length === 0) blocks.length = 0
}
