// Where a task stands, as a chip; late is amber, never red.

import { IconClock } from '@tabler/icons-react'
import type { TaskReceipts } from '#shared/protocol/events.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { reachOf } from '../view/pickable.ts'
import { stateWords } from '../view/task-words.ts'
import styles from './tasks.module.css'

export function TaskState({ task, facts }: { task: TaskView; facts: TaskReceipts | undefined }) {
  const { zone, me, members } = useCaseView()
  const { kind, text, pressure } = stateWords(
    task,
    facts,
    zone,
    useNow(),
    reachOf(task.who === null ? undefined : members.get(task.who)),
  )
  const due = pressure && (
    <Chip tone="due" icon={<IconClock aria-hidden />}>
      {task.who === me.id ? `You, ${pressure.replace('Late', 'late')}` : pressure}
    </Chip>
  )
  if (kind === 'none') return due || null
  if (kind === 'done') return <span className="meta num">{text}</span>
  if (kind === 'accepted')
    return (
      <span className={`${styles.states} num`}>
        <Chip tone="green">{text}</Chip>
        {due}
      </span>
    )
  if (kind === 'cannot') return <Chip tone="line">{text}</Chip>
  return due ? (
    <span className="num">
      {due}
      <span className="sr-only">, {text}</span>
    </span>
  ) : (
    <Chip>{text}</Chip>
  )
}
