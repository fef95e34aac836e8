// Which tasks stay in sight where there is no room for all, and what is said of the others.

import type { DisplayTask } from '#shared/protocol/display.ts'
import { sayDue } from '#shared/tasks/due-words.ts'

type Task = Pick<DisplayTask, 'id' | 'due' | 'state'>

const isOpen = ({ state }: Task): boolean => state !== 'done'

/** Ids, what must be in sight first: the newest, the next due, then what is open from the newest back, and what is done. */
export function byUrgency(tasks: readonly Task[], now: Date): string[] {
  const back = tasks.toReversed()
  const first = [back[0], nextDue(tasks, now)].filter((task) => task !== undefined)
  return [...new Set([...first, ...back.filter(isOpen), ...back].map(({ id }) => id))]
}

function nextDue(tasks: readonly Task[], now: Date): Task | undefined {
  const msOf = (task: Task) => Date.parse(task.due ?? '')
  return tasks
    .filter((task) => isOpen(task) && msOf(task) >= now.getTime())
    .toSorted((a, b) => msOf(a) - msOf(b))[0]
}

/** As many of the first as fit into a height. @param heights by id, any unit @returns ids */
export function fitting(
  ids: readonly string[],
  heights: ReadonlyMap<string, number>,
  room: number,
): Set<string> {
  let left = room
  const held = new Set<string>()
  for (const id of ids) {
    left -= heights.get(id) ?? 0
    if (left < 0) break
    held.add(id)
  }
  return held
}

/** '+27 more, 3 late'; empty where none is hidden. */
export function sayHidden(hidden: readonly DisplayTask[], now: Date, zone: string): string {
  if (hidden.length === 0) return ''
  const late = hidden.filter((task) => isOpen(task) && sayDue(task.due, task.dueWords, now, zone).late)
  return `+${hidden.length} more${late.length > 0 ? `, ${late.length} late` : ''}`
}
