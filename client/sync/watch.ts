// What pages read of an open record, each as a hook whose value stays the same object until it changes.

import { useCallback, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { TaskId } from '#shared/ids.ts'
import type { Present, TaskReceipts } from '#shared/protocol/events.ts'
import { readActing } from '#shared/record/read.ts'
import { type Acting, type FragmentName, partsOf } from '#shared/record/schema.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import type { Shown } from './editors.ts'
import type { RecordStatus } from './link.ts'
import type { RecordConnection } from './record-connection.ts'
import type { SaveState } from './save-state.ts'
import type { TaskConflict } from './task-conflicts.ts'
import { taskWatchOf } from './task-watch.ts'

const useOf = <T>(record: RecordConnection, read: () => T): T => useSyncExternalStore(record.subscribe, read)

/** The present document; another one when the record has started afresh. */
export const useRecordDoc = (record: RecordConnection): Y.Doc => useOf(record, () => record.doc)
export const useRecordStatus = (record: RecordConnection): RecordStatus => useOf(record, record.status)
export const useSaveState = (record: RecordConnection): SaveState => useOf(record, record.saveState)
export const usePresent = (record: RecordConnection): readonly Present[] => useOf(record, record.present)
export const useReceipts = (record: RecordConnection): ReadonlyMap<TaskId, TaskReceipts> =>
  useOf(record, record.facts)
export const useShows = (record: RecordConnection, fragment: FragmentName): Shown =>
  useOf(record, () => record.shows(fragment))

/** The tasks' ids in their order, dropped ones too. */
export function useTasks(record: RecordConnection): readonly TaskId[] {
  const watch = taskWatchOf(useRecordDoc(record))
  return useSyncExternalStore(watch.subscribe, watch.ids)
}

/** One task; another object only when this task has changed. */
export function useTask(record: RecordConnection, id: TaskId): TaskView | undefined {
  const watch = taskWatchOf(useRecordDoc(record))
  return useSyncExternalStore(watch.subscribe, () => watch.find(id))
}

/** What of the tasks was set here and elsewhere at the same moment, and is not answered. */
export const useConflicts = ({ conflicts }: RecordConnection): readonly TaskConflict[] =>
  useSyncExternalStore(conflicts.subscribe, conflicts.all)

/** The answer to question 2, or null while there is none. */
export function useActing(record: RecordConnection): Acting | null {
  const doc = useRecordDoc(record)
  const subscribe = useCallback(
    (listener: () => void) => {
      const { answers } = partsOf(doc)
      answers.observe(listener)
      return () => answers.unobserve(listener)
    },
    [doc],
  )
  return useSyncExternalStore(subscribe, () => readActing(doc))
}
