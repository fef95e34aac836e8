// The order of a case's tasks, as fractional index keys: a row moves by changing its own key alone. Two people
// may draw the same key at the same moment, so the id decides ties; keys come from other people's programs too,
// so junk is sorted last and never stops anything.

import { generateKeyBetween } from 'fractional-indexing'

type Placed = { readonly id: string; readonly order: string }

/** Beyond this a key is no honest work of moving rows. */
const maxOrderChars = 500

/** Whether a key can be sorted by and drawn next to. */
export function isOrder(key: string): boolean {
  if (key.length > maxOrderChars || !/^[A-Za-z][0-9A-Za-z]*$/.test(key)) return false
  try {
    generateKeyBetween(key, null)
    return true
  } catch {
    return false
  }
}

const known = (key: string | null): string | null => (key !== null && isOrder(key) ? key : null)

/**
 * A key after `before` and before `after` (null: the end of the list on that side).
 * Junk counts as null; where nothing fits between (the same key twice) it is the next after `before`.
 */
export function orderBetween(before: string | null, after: string | null): string {
  const low = known(before)
  const high = known(after)
  return generateKeyBetween(low, low !== null && high !== null && low >= high ? null : high)
}

/** A key behind every task there is. */
export function orderAfterAll(tasks: Iterable<{ readonly order: string }>): string {
  let last: string | null = null
  for (const { order } of tasks) if ((last === null || order > last) && isOrder(order)) last = order
  return generateKeyBetween(last, null)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Total order of tasks: by key, then by id; those with a junk key last. For sort(). */
export function compareTasks(a: Placed, b: Placed): number {
  const junk = Number(!isOrder(a.order)) - Number(!isOrder(b.order))
  return junk || compareText(a.order, b.order) || compareText(a.id, b.id)
}

/** The tasks in order; leaves the given ones as they are. */
export const inOrder = <T extends Placed>(tasks: Iterable<T>): T[] => [...tasks].sort(compareTasks)
