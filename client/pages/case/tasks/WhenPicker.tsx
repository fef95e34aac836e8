// When a task is due: one field that takes the same words as the quick add and says back what they mean.

import { Button, Popover } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { setTaskDue } from '#shared/record/edit.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { parseQuickAdd } from '#shared/tasks/quick-add.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { asOneLine } from '#shared/text/bounded.ts'
import { TextField } from '../../../ui/form/fields.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { sayWhen } from '../view/task-words.ts'
import { PastChoices } from './PastChoices.tsx'
import styles from './tasks.module.css'

type Given = { task: TaskView; isOpen: boolean; onOpen: (isOpen: boolean) => void }

export function WhenPicker({ task, isOpen, onOpen }: Given) {
  const { mayWrite, zone } = useCaseView()
  const said = sayWhen(task, zone, useNow())
  if (!mayWrite) return <span>{said}</span>
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position="bottom-start"
      width={280}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.pick}
          aria-label={`When: ${said}`}
          onClick={() => onOpen(!isOpen)}
        >
          <span className={styles.clip}>{said}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label="When">
        <WhenForm task={task} said={said} onDone={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}

function WhenForm({ task, said, onDone }: { task: TaskView; said: string; onDone: () => void }) {
  const { record, zone } = useCaseView()
  const [text, setText] = useState(task.due === null && task.dueWords === null ? '' : asOneLine(said))
  const form = useRef<HTMLFormElement>(null)
  const now = new Date(serverNow())
  const read = parseQuickAdd(text, { now, timeZone: zone, people: [] })
  const isEmpty = text.trim() === ''
  const isTime = read.due !== null || read.dueWords !== null
  const set = (due: string | null, words: string | null) => {
    setTaskDue(record.doc, task.id, due, words)
    onDone()
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty) set(null, null)
    else if (read.isPast) form.current?.querySelector<HTMLElement>('[role="group"] button')?.focus()
    else if (isTime) set(read.due, read.dueWords)
  }
  const meaning = sayDue(read.due, read.dueWords, now, zone)
  return (
    <form ref={form} onSubmit={onSubmit} className={styles.whenForm}>
      <TextField
        label="When"
        data-autofocus
        autoComplete="off"
        placeholder="14:30, in 20m, tomorrow 9:00"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p role="status" className="num">
        {isEmpty && 'No time: it will say ‘today’.'}
        {!isEmpty && !isTime && 'Not a time yet.'}
        {isTime && read.isPast && `${meaning.text} has passed. Tomorrow?`}
        {isTime && !read.isPast && `${meaning.text}${meaning.inWords ? `, ${meaning.inWords}` : ''}`}
      </p>
      {read.isPast && read.due ? (
        <PastChoices due={read.due} now={now} onMeant={(due) => set(due, read.dueWords)} />
      ) : (
        <Button type="submit" disabled={!isEmpty && !isTime}>
          {isEmpty ? 'No time' : 'Set time'}
        </Button>
      )}
    </form>
  )
}
