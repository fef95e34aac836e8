// The words of a task: they look like text until somebody writes in them, and several may at once. While names are
// hidden and the words hold one, they are only shown, masked.

import type { KeyboardEvent } from 'react'
import { limits } from '#shared/limits.ts'
import { findTaskText } from '#shared/record/edit.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { useTextField } from '../../../sync/use-text-field.ts'
import { useRecordDoc } from '../../../sync/watch.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './tasks.module.css'

export function WhatField({ task }: { task: TaskView }) {
  const { mayWrite, shown } = useCaseView()
  const words = shown(task.what)
  if (!mayWrite || words !== task.what) return <span className={styles.words}>{words}</span>
  return <WhatInput task={task} />
}

/** Out of the words, and still at the task: from here the arrows go on. */
const leave = (field: HTMLElement): void =>
  field.closest('[role="row"]')?.querySelector<HTMLElement>('[role="checkbox"]')?.focus()

function WhatInput({ task }: { task: TaskView }) {
  const { record } = useCaseView()
  const doc = useRecordDoc(record)
  const { ref } = useTextField(findTaskText(doc, task.id))
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') event.preventDefault()
    if (event.key === 'Escape') leave(event.currentTarget)
  }
  return (
    // The hidden copy of the words makes the field as tall as they are.
    <span className={styles.what} data-words={task.what}>
      <textarea
        ref={ref}
        rows={1}
        aria-label="What to do"
        maxLength={limits.maxTaskChars}
        spellCheck
        onKeyDown={onKeyDown}
      />
    </span>
  )
}
