// The tasks of the case, in their order, dropped ones left out. Several people change it at once: rows are known by id
// and each shows its own task only.

import { Fragment, useCallback, useRef, useState } from 'react'
import type { TaskId } from '#shared/ids.ts'
import { setTaskState } from '#shared/record/edit.ts'
import { readTasks } from '#shared/record/read.ts'
import { useRecordStatus, useTasks } from '../../../sync/watch.ts'
import { Toast, type ToastWords } from '../../../ui/Toast.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useRovingRows } from './roving.ts'
import { TaskRow } from './TaskRow.tsx'
import { TwoValues } from './TwoValues.tsx'
import { useTaskNews } from './task-news.ts'
import styles from './tasks.module.css'

export function TaskTable() {
  const { record, me, shown } = useCaseView()
  const ids = useTasks(record)
  const status = useRecordStatus(record)
  const fresh = useTaskNews()
  const [toast, setToast] = useState<ToastWords | null>(null)
  const table = useRef<HTMLTableElement>(null)
  const { onKeyDown } = useRovingRows(table, () => document.getElementById('quick-add'))
  const onGone = useCallback(() => setToast(null), [])
  const views = readTasks(record.doc).filter((task) => task.state !== 'dropped')
  const listed = new Set<string>(views.map((task) => task.id))
  const onDropped = (id: TaskId, what: string) =>
    setToast({
      text: what ? `Dropped: ${shown(what)}` : 'The task is dropped',
      act: { label: 'Undo', run: () => setTaskState(record.doc, id, 'open', me.id) },
    })
  const rows = ids.filter((id) => listed.has(id))
  return (
    <>
      {/* biome-ignore-start lint/a11y/noRedundantRoles: on phones the table is laid out as blocks, which takes the roles away */}
      <table
        ref={table}
        role="table"
        aria-label="Tasks"
        className={styles.tasks}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col" className={styles.doneHead}>
              <span className="sr-only">Done</span>
            </th>
            <th role="columnheader" scope="col">
              What
            </th>
            <th role="columnheader" scope="col" className={styles.whoHead}>
              Who
            </th>
            <th role="columnheader" scope="col" className={styles.whenHead}>
              When
            </th>
            <th role="columnheader" scope="col" className={styles.stateHead}>
              State
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((id, at) => (
            <Fragment key={id}>
              <TaskRow
                id={id}
                isFresh={fresh.has(id)}
                before={rows[at - 1]}
                after={rows[at + 1]}
                onDropped={onDropped}
              />
              <TwoValues id={id} />
            </Fragment>
          ))}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: as above */}
      {rows.length === 0 && status.is === 'open' && (
        <p className={styles.empty}>No tasks yet. Type a name, a time and what to do.</p>
      )}
      <Toast toast={toast} onGone={onGone} />
    </>
  )
}
