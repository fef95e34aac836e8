// Questions 3 and 4: one table, because every task answers both, and the line that adds to it.

import { type KeyboardEvent, useEffect, useRef } from 'react'
import { TaskUndo } from '../../../sync/undo.ts'
import { useRecordDoc } from '../../../sync/watch.ts'
import { QuestionFrame, type QuestionPlace } from '../questions/QuestionFrame.tsx'
import meeting from '../questions/questions.module.css'
import { useCaseView } from '../view/case-view.tsx'
import { QuickAdd } from './quick-add/QuickAdd.tsx'
import { TaskTable } from './TaskTable.tsx'
import styles from './tasks.module.css'

export function TaskQuestion({ lit, ...place }: QuestionPlace & { lit: number | undefined }) {
  const { mayWrite } = useCaseView()
  const onKeyDown = useTaskUndo()
  const number = (question: 3 | 4) => (
    <span
      aria-hidden="true"
      className={lit === question ? `${meeting.number} ${meeting.litNumber}` : meeting.number}
    >
      {question}
    </span>
  )
  return (
    <QuestionFrame {...place} labelledBy="q3 q4" number={number(3)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the fields inside, for undo */}
      <div className={styles.room} onKeyDown={onKeyDown}>
        <div className={styles.headings}>
          <h2 id="q3">Who is doing those things?</h2>{' '}
          <h2 id="q4" className={styles.second}>
            {number(4)}
            When are they doing them?
          </h2>
        </div>
        <TaskTable />
      </div>
      {mayWrite && <QuickAdd />}
    </QuestionFrame>
  )
}

/** Own undo for the table: the keys work wherever in it the focus is. */
function useTaskUndo() {
  const { record, me, mayWrite } = useCaseView()
  const doc = useRecordDoc(record)
  const undo = useRef<TaskUndo>(undefined)
  useEffect(() => {
    const made = new TaskUndo(doc, me.id)
    undo.current = made
    return () => made.destroy()
  }, [doc, me.id])
  return (event: KeyboardEvent) => {
    if (!mayWrite || !(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'z' && !event.shiftKey) undo.current?.undo()
    else if (key === 'y' || (key === 'z' && event.shiftKey)) undo.current?.redo()
    else return
    event.preventDefault()
  }
}
