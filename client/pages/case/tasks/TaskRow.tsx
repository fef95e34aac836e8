// One task: done, what, who, when, state, and what else can be done with it.

import { useEffect, useState } from 'react'
import type { TaskId } from '#shared/ids.ts'
import { setTaskState } from '#shared/record/edit.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { useReceipts, useTask } from '../../../sync/watch.ts'
import { Check } from '../../../ui/Check.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { RowMenu } from './RowMenu.tsx'
import { TaskState } from './TaskState.tsx'
import styles from './tasks.module.css'
import { WhatField } from './WhatField.tsx'
import { WhenPicker } from './WhenPicker.tsx'
import { WhoPicker } from './WhoPicker.tsx'

type Given = {
  id: TaskId
  isFresh: boolean
  before: TaskId | undefined
  after: TaskId | undefined
  onDropped: (id: TaskId, what: string) => void
}

export function TaskRow({ id, isFresh, before, after, onDropped }: Given) {
  const { record, me, mayWrite, shown } = useCaseView()
  const task = useTask(record, id)
  const facts = useReceipts(record).get(id)
  const [opened, setOpened] = useState<'who' | 'when'>()
  const isMine = task?.who === me.id
  const isDelivered = Boolean(facts?.deliveredAt)
  useEffect(() => {
    if (isMine && !isDelivered) record.delivered(id)
  }, [record, id, isMine, isDelivered])
  if (!task) return null
  const isDone = effectiveState(task) === 'done'
  const name = shown(task.what) || 'task without words'
  const className = [styles.row, isDone && styles.done, isFresh && styles.fresh].filter(Boolean).join(' ')
  const openIn = (part: 'who' | 'when') => (isOpen: boolean) => setOpened(isOpen ? part : undefined)
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see TaskTable
    <tr role="row" className={className}>
      <td role="cell" className={styles.doneCell}>
        <Check
          label={`Done: ${name}`}
          isOn={isDone}
          isDisabled={!mayWrite}
          onChange={(isOn) => setTaskState(record.doc, id, isOn ? 'done' : 'open', me.id)}
        />
      </td>
      <td role="cell" className={styles.whatCell}>
        <WhatField task={task} />
      </td>
      <td role="cell" className={styles.whoCell}>
        <WhoPicker task={task} isOpen={opened === 'who'} onOpen={openIn('who')} />
      </td>
      <td role="cell" className={`${styles.whenCell} num`}>
        <WhenPicker task={task} isOpen={opened === 'when'} onOpen={openIn('when')} />
      </td>
      <td role="cell" className={styles.stateCell}>
        <span className={styles.stateNow}>
          <TaskState task={task} facts={facts} />
        </span>
        {mayWrite && (
          <RowMenu
            task={task}
            name={name}
            before={before}
            after={after}
            onGive={() => setOpened('who')}
            onTime={() => setOpened('when')}
            onDropped={() => onDropped(id, task.what)}
          />
        )}
      </td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: see TaskTable
  )
}
