// What may stand where in a record: for each place the contents and keys that shared/record/schema.ts lists, and
// nothing else.

import {
  answerValues,
  elements,
  isDraftKey,
  isMarkValue,
  isTaskKey,
  mayStandIn,
  taskValues,
  textPiece,
} from '#shared/record/schema.ts'
import type { Struct } from './update-reader.ts'

/** What stands around an item: the type it is in. `gone`: collected, so the item will be nothing. */
export type Place =
  | { kind: 'fragment'; depth: number }
  | { kind: 'element'; name: string; depth: number }
  | { kind: 'text'; depth: number }
  | { kind: 'answers' | 'tasks' | 'drafts' }
  /** `task`, `text`: the type itself, of the document or as the update brings it. */
  | { kind: 'task'; task: object }
  | { kind: 'what'; text: object }
  | { kind: 'gone' }

/** Whether an item of this content may stand at this place, under this key. */
export function fits(place: Place, key: string | null, { content }: Struct): boolean {
  // What is gone by now had a key like any other: it reaches whoever follows the keys of a map.
  if (content.is === 'deleted') return key === null ? isList(place) : mayHaveKey(place, key)
  switch (place.kind) {
    case 'fragment':
    case 'element':
      return key === null
        ? fitsAsChild(place.kind === 'element' ? place.name : null, content)
        : place.kind === 'element' && fitsAsAttribute(place.name, key, content)
    case 'text':
      if (key !== null) return false
      return content.is === 'string' || (content.is === 'format' && isMarkValue(content.key, content.value))
    case 'what':
      return key === null && content.is === 'string'
    case 'answers':
      return key !== null && isValue(answerValues, key, content)
    case 'tasks':
      return key !== null && isTaskKey(key) && content.is === 'type' && content.type === 'map'
    case 'drafts':
      return key !== null && isDraftKey(key) && content.is === 'type' && content.type === 'fragment'
    case 'task':
      if (key === 'what') return content.is === 'type' && content.type === 'text'
      return key !== null && isValue(taskValues, key, content)
    case 'gone':
      return true
  }
}

const maps: ReadonlySet<Place['kind']> = new Set(['answers', 'tasks', 'drafts', 'task'])
const isList = ({ kind }: Place): boolean => !maps.has(kind)

function mayHaveKey(place: Place, key: string): boolean {
  switch (place.kind) {
    case 'element':
      return Object.hasOwn(elements[place.name] ?? {}, key)
    case 'answers':
      return Object.hasOwn(answerValues, key)
    case 'tasks':
      return isTaskKey(key)
    case 'drafts':
      return isDraftKey(key)
    case 'task':
      return key === 'what' || Object.hasOwn(taskValues, key)
    default:
      return place.kind === 'gone'
  }
}

function fitsAsChild(element: string | null, content: Struct['content']): boolean {
  if (content.is !== 'type') return false
  if (content.type === 'xml-text') return mayStandIn(element, textPiece)
  return content.type === 'element' && mayStandIn(element, content.nodeName ?? '')
}

const fitsAsAttribute = (element: string, key: string, content: Struct['content']): boolean =>
  Object.hasOwn(elements, element) && isValue(elements[element]!, key, content)

function isValue(
  table: Record<string, (value: unknown) => boolean>,
  key: string,
  content: Struct['content'],
): boolean {
  if (content.is !== 'values' || !Object.hasOwn(table, key)) return false
  return content.values.every((value) => table[key]!(value))
}
