// The order of a case's tasks, as fractional index keys: a row moves by changing its own key alone. Two people
// may draw the same key at the same moment, so the id decides ties; keys come from other people's programs too,
// so junk is sorted last and never stops anything.

import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing'

type Placed = { readonly id: string; readonly order: string }

/**
 * Beyond this nothing is drawn beside a key: a record takes 200 characters, and whoever draws the next one must have room.
 * Some hundred rows put one after the other into the same gap come to it; then all are numbered anew (edit.ts).
 */
export const maxOrderChars = 100

/** Its end of the line: beyond the largest and the smallest whole part keys grow for ever. No honest work comes near. */
const isAtTheEnd = (key: string): boolean => /^(z[z]{26}|A0{26})/.test(key)

/** Whether a key can be sorted by and drawn next to. */
export function isOrder(key: string): boolean {
  if (key.length > maxOrderChars || !/^[A-Za-z][0-9A-Za-z]*$/.test(key) || isAtTheEnd(key)) return false
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

/** Keys for so many rows, as short as can be. */
export const ordersAnew = (count: number): string[] => generateNKeysBetween(null, null, count)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Total order of tasks: by key, then by id; those with a junk key last. For sort(). */
export function compareTasks(a: Placed, b: Placed): number {
  const junk = Number(!isOrder(a.order)) - Number(!isOrder(b.order))
  return junk || compareText(a.order, b.order) || compareText(a.id, b.id)
}

/** The tasks in order; leaves the given ones as they are. */
export const inOrder = <T extends Placed>(tasks: Iterable<T>): T[] => [...tasks].sort(compareTasks)
