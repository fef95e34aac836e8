// Questions 3 and 4: the tasks as they fill in. A new one is tinted for six seconds and does not move.

import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DisplayMember, DisplayState, DisplayTask } from '#shared/protocol/display.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { Pieces } from './Blocks.tsx'
import { sayHidden } from './in-sight.ts'
import { Face } from './People.tsx'
import styles from './room.module.css'
import tasksStyles from './tasks.module.css'

const tintMs = 6_000

/** Tasks that came a moment ago; none when the display itself has just come. */
function useNewTasks(tasks: readonly DisplayTask[]): ReadonlySet<string> {
  const known = useRef<Set<string>>(undefined)
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const before = known.current
    known.current = new Set(tasks.map(({ id }) => id))
    const came = before ? tasks.filter(({ id }) => !before.has(id)).map(({ id }) => id) : []
    if (came.length === 0) return
    setFresh((last) => new Set([...last, ...came]))
    setTimeout(() => setFresh((last) => new Set([...last].filter((id) => !came.includes(id)))), tintMs)
  }, [tasks])
  return fresh
}

function sayState({ state, deliveredAt, who }: DisplayTask, isNew: boolean): string {
  if (state === 'done') return 'Done'
  if (state === 'cannot') return 'Can’t: needs someone else'
  if (state === 'accepted') return 'Accepted'
  if (!who) return ''
  if (!deliveredAt) return 'Not delivered yet'
  return isNew ? 'Delivered now' : 'Delivered'
}

type Given = {
  state: DisplayState
  lit: number
  nowMs: number
  /** Ids of those that there is room for; undefined for all. */
  shown: ReadonlySet<string> | undefined
}

export function RoomTasks({ state: { tasks, adding, zone }, lit, nowMs, shown }: Given) {
  const isNew = useNewTasks(tasks)
  const now = new Date(nowMs)
  const isLit = lit >= 3
  const inSight = shown ? tasks.filter(({ id }) => shown.has(id)) : tasks
  const hidden = shown ? tasks.filter(({ id }) => !shown.has(id)) : []
  return (
    <section
      aria-labelledby="room-3"
      aria-current={isLit ? 'step' : undefined}
      className={isLit ? `${tasksStyles.tasks} ${styles.lit}` : tasksStyles.tasks}
      data-many={tasks.length > 6 || undefined}
    >
      <div className={tasksStyles.head}>
        <Title number={3} isLit={lit === 3} words="Who is doing those things?" />
        <Title number={4} isLit={lit === 4} words="When are they doing them?" />
      </div>
      {tasks.length === 0 && <p className={styles.empty}>No tasks yet.</p>}
      <div data-rows className={tasksStyles.rows}>
        {tasks.length > 0 && (
          <table aria-label="Tasks">
            <thead className="sr-only">
              <tr>
                {(isLit ? ['Done', 'What', 'Who', 'When', 'State'] : ['Done', 'What', 'Who and when']).map(
                  (title) => (
                    <th key={title}>{title}</th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {inSight.map((task) => (
                <Row key={task.id} {...{ task, now, zone, isLit }} isNew={isNew.has(task.id)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <p className={tasksStyles.below}>
        <span className="num">{sayHidden(hidden, now, zone)}</span>
        <Adding who={adding} />
      </p>
    </section>
  )
}

const Title = ({ number, isLit, words }: { number: number; isLit: boolean; words: string }) => (
  <h2 id={`room-${number}`}>
    <span className={styles.number} data-lit={isLit} aria-hidden="true">
      {number}
    </span>
    {words}
  </h2>
)

type RowProps = { task: DisplayTask; now: Date; zone: string; isLit: boolean; isNew: boolean }

/** Where its question is not lit, who and when share a column: the words keep the room. */
function Row({ task, now, zone, isLit, isNew }: RowProps) {
  const isDone = task.state === 'done'
  const { text, late } = sayDue(task.due, task.dueWords, now, zone)
  const when = (
    <span className={`num ${tasksStyles.when}`} data-late={(late && !isDone) || undefined}>
      {text}
      {late && !isDone && ' late'}
    </span>
  )
  const who = task.who && (
    <span className={tasksStyles.who}>
      <Face who={task.who} />
      <span className={styles.name} dir="auto">
        {task.who.name}
      </span>
    </span>
  )
  return (
    <tr data-task={task.id} data-done={isDone} data-new={isNew}>
      <td>
        <span className={tasksStyles.check} data-done={isDone}>
          {isDone && <IconCheck size={22} stroke={2.4} aria-label="Done" />}
        </span>
      </td>
      <td className={tasksStyles.what}>
        <span data-what dir="auto">
          <Pieces pieces={task.what} />
        </span>
      </td>
      {isLit ? (
        <>
          <td>{who}</td>
          <td>{when}</td>
          <td className={tasksStyles.state}>
            <span>{sayState(task, isNew)}</span>
          </td>
        </>
      ) : (
        <td>
          {who}
          {when}
        </td>
      )}
    </tr>
  )
}

function Adding({ who }: { who: readonly DisplayMember[] }) {
  const [first, ...others] = who
  if (!first) return null
  const more = others.length === 0 ? 'is adding a task' : `and ${others.length} more are adding tasks`
  return (
    <span className={`${tasksStyles.who} ${tasksStyles.adding}`}>
      <Face who={first} />
      <span className={styles.name} dir="auto">
        {first.name}
      </span>
      <span>{more}</span>
    </span>
  )
}
