// Where something can stand in a record, as somebody hostile sees it who has read all of it: every list with the ids in it,
// deleted ones included.

import * as Y from 'yjs'
import type { Pair } from '../helpers/handmade-update.ts'

export type List = {
  /** How an item says that it is in here when it names no neighbour. */
  place: { root: string } | { inside: Pair }
  key: string | undefined
  kind: 'text' | 'nodes' | 'values' | 'tasks' | 'drafts'
  ids: Pair[]
}

type Type = Y.AbstractType<unknown>

export function listsOf(doc: Y.Doc): List[] {
  const lists: List[] = []
  for (const [name, root] of doc.share) walk(root as Type, { root: name }, lists)
  return lists
}

function walk(type: Type, place: List['place'], lists: List[]): void {
  const isMap = type instanceof Y.Map
  if (!isMap)
    lists.push({
      place,
      key: undefined,
      kind: type instanceof Y.Text ? 'text' : 'nodes',
      ids: idsFrom(type._start),
    })
  for (const [key, last] of type._map) {
    let first = last
    while (first.left) first = first.left
    lists.push({
      place,
      key,
      kind: kindOf(place),
      ids: idsFrom(first),
    })
    for (let item: Y.Item | null = first; item; item = item.right) descend(item, lists)
  }
  for (let item = type._start; item; item = item.right) descend(item, lists)
}

function kindOf(place: List['place']): List['kind'] {
  const root = 'root' in place ? place.root : undefined
  return root === 'tasks' || root === 'drafts' ? root : 'values'
}

function descend({ id, content }: Y.Item, lists: List[]): void {
  if (content instanceof Y.ContentType) walk(content.type as Type, { inside: [id.client, id.clock] }, lists)
}

function idsFrom(first: Y.Item | null): Pair[] {
  const ids: Pair[] = []
  for (let item = first; item; item = item.right)
    for (let at = 0; at < item.length; at++) ids.push([item.id.client, item.id.clock + at])
  return ids
}
