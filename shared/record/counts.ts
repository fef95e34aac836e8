// How many tasks and drafts one record has room for.

import type * as Y from 'yjs'
import { limits } from '../limits.ts'

const bounds = {
  tasks: { most: limits.maxTasks, names: limits.maxTaskNames },
  drafts: { most: limits.maxDrafts, names: limits.maxDraftNames },
} as const

/** Whether so many more would be too many. What was removed stays behind as a name, and names are bounded, too. */
export function hasTooMany(doc: Y.Doc, root: keyof typeof bounds, more: number): boolean {
  const map = doc.getMap(root)
  const { most, names } = bounds[root]
  if (map._map.size + more > names) return true
  return map._map.size + more > most && map.size + more > most
}
