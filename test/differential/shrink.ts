// The smallest that still goes wrong of what went wrong: pushes are left out, then items and deletions of those that stay,
// for as long as copies still differ. What is left can be read.

import { bytesOf, type Item } from '../helpers/handmade-update.ts'
import { lengthOf, type Parts, partsIn } from './parts.ts'
import { Diverged, type Group, type Push, Replicas } from './replicas.ts'

type Look = (groups: readonly Group[]) => string | undefined

/** Why copies differ after these pushes, or undefined. */
export const whyOf: Look = (groups) => {
  const replicas = new Replicas()
  try {
    for (const group of groups) if (group.length > 0) replicas.push(group)
    replicas.expectAllSame((rows) => [...rows])
    return undefined
  } catch (error) {
    if (error instanceof Diverged) return error.message
    throw error
  }
}

/**
 * @param look what is wrong with some pushes
 * @returns the pushes to be read by somebody, or why there are none
 */
export function shrunk(groups: readonly Group[], look: Look = whyOf): string {
  if (look(groups) === undefined) return 'only with the people who wrote it: repeat it by its seed'
  let left = groups.map((group) => [...group])
  for (let before = Number.POSITIVE_INFINITY; sizeOf(left) < before; ) {
    before = sizeOf(left)
    left = withSmaller(withFewer(left, look), look)
  }
  return [look(left), ...left.flatMap((group) => group.flatMap(written))].join('\n')
}

const sizeOf = (groups: readonly Group[]): number =>
  groups.flat().reduce((sum, { update }) => sum + 1 + update.length, 0)

/** Halves, quarters and so on of all groups, then single pushes, left out while it still goes wrong. */
function withFewer(groups: Push[][], look: Look): Push[][] {
  let left = groups
  const tryWithout = (without: Push[][]): void => {
    if (look(without) !== undefined) left = without
  }
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = left.length - size; at >= 0; at -= size) tryWithout(left.toSpliced(at, size))
  for (let at = left.length - 1; at >= 0; at--)
    for (let index = left[at]!.length - 1; index >= 0; index--)
      tryWithout(left.with(at, left[at]!.toSpliced(index, 1)))
  return left.filter((group) => group.length > 0)
}

/** Each update with as few items and deletions as still do it. */
function withSmaller(groups: Push[][], look: Look): Push[][] {
  const left = groups.map((group) => [...group])
  for (const group of left)
    for (const [index, push] of group.entries())
      for (const smaller of smallerOf(push)) {
        const before = group[index]!
        group[index] = { ...push, update: smaller(before.update) }
        if (look(left) === undefined) group[index] = before
      }
  return left
}

/** Ways to make an update smaller, each to be tried on what the one before has left. */
function smallerOf({ update }: Push): ((update: Uint8Array) => Uint8Array)[] {
  const change = (how: (parts: Parts) => void) => (before: Uint8Array) => {
    const parts = partsIn(before)
    how(parts)
    return bytesOf(parts.blocks, parts.deletes)
  }
  let parts: Parts
  try {
    parts = partsIn(update)
  } catch {
    return []
  }
  const backwards = (length: number): number[] => Array.from({ length }, (_, at) => length - 1 - at)
  return [
    ...backwards(parts.deletes.length).map((at) => change(({ deletes }) => deletes.splice(at, 1))),
    ...parts.blocks.flatMap((block, at) =>
      backwards(block.items.length).flatMap((index) => [
        change(({ blocks }) => leaveOutLast(blocks[at]!.items, index)),
        // Later ones of this client count on its clocks.
        change(({ blocks }) => empty(blocks[at]!.items, index)),
      ]),
    ),
  ]
}

function leaveOutLast(items: Item[], index: number): void {
  if (index > 0 && index === items.length - 1) items.pop()
}

function empty(items: Item[], index: number): void {
  const item = items[index]
  if (item) items[index] = { collected: lengthOf(item) }
}

/** Nothing of those that only keep the clocks. */
function written({ member, update }: Push): string[] {
  try {
    const { blocks, deletes } = partsIn(update)
    const isFiller = blocks.every(({ items }) => items.every((item) => 'collected' in item))
    if (isFiller && deletes.length === 0) return []
    return [`${member.slice(0, 4)} ${JSON.stringify({ blocks, deletes })}`]
  } catch {
    return [`${member.slice(0, 4)} bytes ${Buffer.from(update).toString('hex')}`]
  }
}
