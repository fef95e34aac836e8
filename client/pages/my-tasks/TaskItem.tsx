// One task of mine in the list: the tick, what and in which case, when. Whoever may not open the case sees its
// code name only.

import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { MyTask } from '#shared/http/tasks.ts'
import { casePath } from '../../api/queries.ts'
import { Check } from '../../ui/Check.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { AnswerButtons } from './AnswerButtons.tsx'
import look from './my-tasks.module.css'
import { dueMark } from './task-words.ts'
import type { Answers } from './use-answers.ts'

type TaskItemProps = { task: MyTask; answers: Answers; now: Date; timeZone: string }

export function TaskItem({ task, answers, now, timeZone }: TaskItemProps) {
  const { answer, isOffline } = answers
  const isDone = task.state === 'done'
  const due = dueMark(task, now, timeZone)
  return (
    <li className={look.task} data-done={isDone || undefined}>
      <Check
        label={`Done: ${task.what}`}
        isOn={isDone}
        isDisabled={isOffline}
        onChange={(isOn) => answer(task, isOn ? 'done' : 'accepted')}
      />
      <div className={look.taskBody}>
        <TaskWords task={task} />
        {task.state === 'open' && (
          <AnswerButtons task={task} answers={answers} className={look.taskAnswers} />
        )}
      </div>
      <div className={look.taskSide}>
        {!isDone && (
          <span className={look.taskDue} data-soon={due.isSoon || undefined}>
            {due.text}
          </span>
        )}
        {task.state === 'accepted' && <TaskMenu task={task} answers={answers} />}
      </div>
    </li>
  )
}

function TaskWords({ task }: { task: MyTask }) {
  const words = (
    <>
      <span className={look.taskWhat}>{task.what}</span>
      <span className={look.codeName}>{task.case.codeName}</span>
    </>
  )
  if (!task.case.isOpenToMe) return <div className={look.taskWords}>{words}</div>
  return (
    <Link href={casePath(task.case.codeName)} className={look.taskWords}>
      {words}
    </Link>
  )
}

function TaskMenu({ task, answers }: Pick<TaskItemProps, 'task' | 'answers'>) {
  return (
    <Menu returnFocus>
      <Menu.Target>
        <ActionIcon className={look.menu} aria-label={`Change ${task.what}`}>
          <IconDots size={20} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={answers.isOffline} onClick={() => answers.answer(task, 'cannot')}>
          I can’t
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
