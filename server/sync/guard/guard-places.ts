// Which place of a record a type is: found from its root down, in the live document or as an update brings it.

import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { isRoot, type RootName } from '#shared/record/schema.ts'
import type { Place } from './guard-fits.ts'

/** Thrown in the middle of a look at an update; `why` is what its writer is told. */
export class Refused extends Error {
  readonly why: Refusal
  constructor(why: Refusal) {
    super(why)
    this.why = why
  }
}

/** @throws Refused for a root that no record has */
export function placeOfRoot(name: string): Place {
  if (!isRoot(name)) throw new Refused('breaks-record')
  return name === 'whatHappened' || name === 'whatWeDo' ? { kind: 'fragment', depth: 0 } : { kind: name }
}

/** The place inside a type of the live document. */
export function placeOfType(type: unknown): Place {
  if (!(type instanceof Y.AbstractType)) return { kind: 'gone' }
  if (type._item) return placeOfItem(type._item)
  for (const [name, root] of type.doc?.share ?? []) if (root === type) return placeOfRoot(name as RootName)
  throw new Refused('breaks-record')
}

/** The place inside the type that this item holds. @throws Refused where it holds none */
export function placeOfItem(item: Y.Item): Place {
  if (item.deleted) return { kind: 'gone' }
  if (!(item.content instanceof Y.ContentType)) throw new Refused('breaks-record')
  const { type } = item.content
  const shape = {
    type: type instanceof Y.XmlElement ? 'element' : type instanceof Y.XmlText ? 'xml-text' : 'map',
    nodeName: type instanceof Y.XmlElement ? type.nodeName : null,
  }
  return placeInside(placeOfType(item.parent), item.parentSub, shape, type)
}

/** The place inside a type that stands in `outer`, under `key`. @param self the type itself, to be told from others */
export function placeInside(
  outer: Place,
  key: string | null,
  { type, nodeName }: { type: string; nodeName: string | null },
  self: object,
): Place {
  if (outer.kind === 'gone') return outer
  if (outer.kind === 'tasks') return { kind: 'task', task: self }
  if (outer.kind === 'drafts') return { kind: 'fragment', depth: 0 }
  if (outer.kind === 'task' && key === 'what') return { kind: 'what', text: self }
  if (outer.kind !== 'fragment' && outer.kind !== 'element') throw new Refused('breaks-record')
  const depth = outer.depth + 1
  if (depth > limits.maxDepth) throw new Refused('breaks-record')
  return type === 'element' ? { kind: 'element', name: nodeName!, depth } : { kind: 'text', depth }
}

/** Whether this type of the live document is one of a record's. */
export function isInRecord(type: unknown): boolean {
  try {
    placeOfType(type)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}
