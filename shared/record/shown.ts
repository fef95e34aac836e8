// What of a record a room may come to see, and its texts by a key each: for the room display, and for whoever is told what
// is held back there.

import type * as Y from 'yjs'
import { limits } from '../limits.ts'
import { effectiveState } from '../tasks/fold.ts'
import type { TaskView } from '../tasks/view.ts'
import { readBlocks, textOfInlines } from './blocks.ts'
import { readActing, readTasks } from './read.ts'
import { partsOf } from './schema.ts'

export type ShownRecord = ReturnType<typeof readShown>

export const readShown = (doc: Y.Doc) => ({
  whatHappened: readBlocks(partsOf(doc).whatHappened, limits.maxShownChars),
  whatWeDo: readBlocks(partsOf(doc).whatWeDo, limits.maxShownChars),
  acting: readActing(doc),
  tasks: shownOf(readTasks(doc).filter((task) => effectiveState(task) !== 'dropped')),
})

/** As many as a screen could hold. Words for which there is no room are not shown at all, so that none is cut into a name. */
function shownOf(tasks: readonly TaskView[]): TaskView[] {
  let left = limits.maxShownChars
  return tasks.slice(0, limits.maxShownTasks).map((task) => {
    left -= task.what.length
    return left >= 0 ? task : { ...task, what: '…' }
  })
}

/** Every text by a key of its own, which stays the same while it is changed. */
export const textsOf = ({ whatHappened, whatWeDo, tasks }: ShownRecord): Map<string, string> =>
  new Map([
    ...[...whatHappened, ...whatWeDo].map(({ key, inlines }) => [key, textOfInlines(inlines)] as const),
    ...tasks.map(({ id, what }) => [id, what] as const),
    ...tasks.map(({ id, dueWords }) => [`${id} when`, dueWords ?? ''] as const),
  ])
