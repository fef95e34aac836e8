// My tasks across cases, soonest first; on a phone this is Home. What is new stands above the list, what was
// ticked here stays in sight until the page is left, so that a slip of the thumb can be taken back.

import { Button } from '@mantine/core'
import { IconPencilPlus, IconWifiOff } from '@tabler/icons-react'
import { useCallback, useId, useState } from 'react'
import { useLocation } from 'wouter'
import type { MyTask } from '#shared/http/tasks.ts'
import { usePaging } from '../../api/paging.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMe, useMyTasks } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { useIsPhone } from '../../ui/breakpoints.ts'
import { CallButton } from '../../ui/CallButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { PageStatus } from '../../ui/PageStatus.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { Toast } from '../../ui/Toast.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { HomeNow } from './HomeNow.tsx'
import look from './my-tasks.module.css'
import { NewTaskCard } from './NewTaskCard.tsx'
import { newTasks, useFirstNew } from './new-tasks.ts'
import { RingOffer } from './RingOffer.tsx'
import { TaskItem } from './TaskItem.tsx'
import { keyOf, soonestFirst } from './task-words.ts'
import { type Answers, useAnswers } from './use-answers.ts'

const noTasks: MyTask[] = []
const shape = (
  <>
    <div className={look.still} />
    <div className={look.still} />
    <div className={look.still} />
  </>
)

export function MyTasksPage() {
  useTitle('My tasks')
  const isPhone = useIsPhone()
  const tasks = useMyTasks()
  const { answers, isListed } = useListedAnswers()
  const { first, fresh } = useFirstNew(tasks.data ?? noTasks)
  const isInPlace = useHasPlace(tasks.data, first !== undefined)
  const freshKeys = new Set(fresh.map(keyOf))
  const listed = soonestFirst(tasks.data ?? noTasks).filter(
    (task) => isListed(task) && !freshKeys.has(keyOf(task)),
  )
  const card = first && (
    <NewTaskCard task={first} more={fresh.length - 1} answers={answers} isOverPage={!isInPlace} />
  )
  return (
    <div className={look.page}>
      {isPhone ? (
        <h1 className="sr-only" tabIndex={-1}>
          Home
        </h1>
      ) : (
        <PageHead title="My tasks" />
      )}
      {isInPlace ? card : card && <div className={look.floating}>{card}</div>}
      <HomeNow />
      {isPhone && <PhoneActs />}
      {isPhone && <RingOffer />}
      <ShowPart state={partStateOf(tasks)} what="Your tasks" shape={shape}>
        {() => <TaskList tasks={listed} isPhone={isPhone} hasMore={first !== undefined} answers={answers} />}
      </ShowPart>
      <Toast toast={answers.toast} onGone={answers.clearToast} />
    </div>
  )
}

/**
 * Whether what is new stands in the page: only if it was there when the page was opened. What comes later would push
 * the page away under a finger, and lies over it, as everywhere else.
 */
function useHasPlace(tasks: readonly MyTask[] | undefined, isNew: boolean): boolean {
  const [place, setPlace] = useState<'open' | 'taken' | 'none'>('open')
  const isKnown = tasks !== undefined && newTasks.knows(tasks)
  const isTaken = isNew && place !== 'none'
  const known = isTaken ? 'taken' : 'none'
  const next = isKnown ? known : place
  if (next !== place) setPlace(next)
  return next === 'taken'
}

/** What is open or accepted is listed, and what was ticked on this page since it was opened. */
function useListedAnswers(): { answers: Answers; isListed: (task: MyTask) => boolean } {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const onAnswered = useCallback((task: MyTask, answer: string) => {
    if (answer === 'done') setTicked((keys) => new Set(keys).add(keyOf(task)))
  }, [])
  const isListed = (task: MyTask) =>
    task.state === 'open' || task.state === 'accepted' || (task.state === 'done' && ticked.has(keyOf(task)))
  return { answers: useAnswers(onAnswered), isListed }
}

function PhoneActs() {
  const [, navigate] = useLocation()
  const { label, isBusy, call, status } = usePaging()
  return (
    <div className={look.acts}>
      <Button
        className={look.big}
        leftSection={<IconPencilPlus size={24} stroke={1.6} aria-hidden="true" />}
        onClick={() => navigate(addresses.firstResponse)}
      >
        New report
      </Button>
      <CallButton {...{ label, isBusy, call }} className={look.big ?? ''} />
      <PageStatus {...status} />
    </div>
  )
}

type TaskListProps = { tasks: MyTask[]; isPhone: boolean; hasMore: boolean; answers: Answers }

function TaskList({ tasks, isPhone, hasMore, answers }: TaskListProps) {
  const id = useId()
  const { data: me } = useMe()
  const now = new Date(useNow())
  const open = tasks.filter((task) => task.state !== 'done').length
  return (
    <section aria-labelledby={isPhone ? id : undefined} aria-label={isPhone ? undefined : 'Tasks'}>
      {isPhone && (
        <h2 id={id} className={look.heading}>
          My tasks <span className="num">{open}</span>
        </h2>
      )}
      {answers.offlineWords && (
        <div className={look.notice}>
          <Notice tone="due" role="status" icon={<IconWifiOff aria-hidden="true" />}>
            {answers.offlineWords}
          </Notice>
        </div>
      )}
      {tasks.length > 0 ? (
        <ul className={look.list}>
          {tasks.map((task) => (
            <TaskItem
              key={keyOf(task)}
              task={task}
              answers={answers}
              now={now}
              timeZone={me?.event.timeZone ?? 'UTC'}
            />
          ))}
        </ul>
      ) : (
        <p className={look.empty}>
          {hasMore
            ? 'No other task waits for you.'
            : 'No task waits for you now. When somebody gives you one, it appears here.'}
        </p>
      )}
    </section>
  )
}
