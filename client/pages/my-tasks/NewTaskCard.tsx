// A task that is new for me, with its two answers. It never takes the focus.

import { ActionIcon } from '@mantine/core'
import { IconClock, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import type { MyTask } from '#shared/http/tasks.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useMe, useMembersById } from '../../api/queries.ts'
import { useNow } from '../../ui/use-now.ts'
import { AnswerButtons } from './AnswerButtons.tsx'
import look from './my-tasks.module.css'
import { newTasks } from './new-tasks.ts'
import { dueLine, keyOf, moreWords, sinceWords } from './task-words.ts'
import type { Answers } from './use-answers.ts'

type NewTaskCardProps = {
  task: MyTask
  /** How many more are new. */
  more: number
  answers: Answers
  /** Over another page: it can be put aside. */
  isOverPage?: boolean
}

/** 'New for you, from Tomás' */
export function useFromWords(task: MyTask | undefined): string {
  const members = useMembersById()
  const { data: me } = useMe()
  const from = task?.from && task.from !== me?.member.id ? members.get(task.from) : undefined
  return from ? `New for you, from ${firstNameOf(from.name)}` : 'New for you'
}

export function NewTaskCard({ task, more, answers, isOverPage = false }: NewTaskCardProps) {
  const id = useId()
  const { data: me } = useMe()
  const now = new Date(useNow())
  const timeZone = me?.event.timeZone ?? 'UTC'
  const due = dueLine(task, now, timeZone)
  const waiting = moreWords(more)
  return (
    <section
      className={look.alert}
      role="alertdialog"
      aria-modal="false"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-what`}
    >
      <div className={look.from}>
        <span>{useFromWords(task)}</span>
        <span className="num">{sinceWords(task.assignedAt, now, timeZone)}</span>
      </div>
      <h2 id={`${id}-name`}>{task.case.codeName}</h2>
      <p id={`${id}-what`} className={look.what}>
        {task.what}
      </p>
      <p className={look.due} data-soon={due.isSoon || undefined}>
        <IconClock size={16} stroke={1.75} aria-hidden="true" />
        <span>{due.text}</span>
        {waiting && <span className={look.more}>{waiting}</span>}
      </p>
      <AnswerButtons task={task} answers={answers} className={look.answers} isNew />
      {answers.offlineWords && <p className={look.offline}>{answers.offlineWords}</p>}
      {isOverPage && (
        <ActionIcon
          className={look.aside}
          aria-label={`Later: ${task.case.codeName}`}
          onClick={() => newTasks.putAside(keyOf(task))}
        >
          <IconX size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      )}
    </section>
  )
}
