// An update taken apart into what the helper writes updates from, so that it can be read, changed and written again.

import { readUpdate, type Struct } from '../../server/sync/guard/update-reader.ts'
import type { Block, Item, Pair, Range } from '../helpers/handmade-update.ts'

export type Parts = { blocks: Block[]; deletes: Range[] }

/** An update as the helper writes it. */
export function partsIn(update: Uint8Array): Parts {
  const { blocks, deletes } = readUpdate(update)
  return {
    blocks: [...blocks].map(([client, structs]) => ({
      client,
      clock: structs[0]!.id.clock,
      items: structs.map(itemOf),
    })),
    deletes,
  }
}

function itemOf({ isCollected, length, origin, rightOrigin, parent, key, content }: Struct): Item {
  if (isCollected) return { collected: length }
  const pair = ({ client, clock }: { client: number; clock: number }): Pair => [client, clock]
  return {
    ...(origin && { after: pair(origin) }),
    ...(rightOrigin && { before: pair(rightOrigin) }),
    ...(parent && ('root' in parent ? { root: parent.root } : { inside: pair(parent) })),
    ...(key !== null && { key }),
    ...contentOf(content, length),
  } as Item
}

function contentOf(content: Struct['content'], length: number): object {
  switch (content.is) {
    case 'deleted':
      return { gone: length }
    case 'string':
      return { text: content.text }
    case 'format':
      return { mark: content.key, as: content.value }
    case 'values':
      return { values: content.values }
    case 'type':
      if (content.type === 'element') return { element: content.nodeName }
      if (content.type === 'fragment') return { fragment: true }
      return content.type === 'map' ? { map: true } : { list: true }
  }
}

export function lengthOf(item: Item): number {
  if ('gone' in item) return item.gone
  if ('collected' in item) return item.collected
  if ('values' in item) return item.values.length
  return 'text' in item ? item.text.length : 1
}
