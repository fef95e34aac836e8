// Questions 3 and 4: the tasks as they fill in. A new one is tinted for six seconds and does not move.

import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { DisplayState, DisplayTask } from '#shared/protocol/display.ts'
import { sayDue } from '#shared/tasks/due-words.ts'
import { useNow } from '../../ui/use-now.ts'
import { Pieces } from './Blocks.tsx'
import { Face } from './People.tsx'
import styles from './room.module.css'

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
  if (!deliveredAt) return 'Sending…'
  return isNew ? 'Delivered now' : 'Delivered'
}

export function RoomTasks({ state, lit }: { state: DisplayState; lit: number }) {
  const { tasks, adding, zone } = state
  const isNew = useNewTasks(tasks)
  const now = new Date(useNow())
  const isLit = lit >= 3
  return (
    <section
      aria-labelledby="room-3"
      aria-current={isLit ? 'step' : undefined}
      className={isLit ? `${styles.tasks} ${styles.lit}` : styles.tasks}
      data-many={tasks.length > 7}
    >
      <div className={styles.tasksHead}>
        <h2 id="room-3">
          <span className={styles.number} data-lit={lit === 3} aria-hidden="true">
            3
          </span>
          Who is doing those things?
        </h2>
        <h2>
          <span className={styles.number} data-lit={lit === 4} aria-hidden="true">
            4
          </span>
          When are they doing them?
        </h2>
      </div>
      {tasks.length === 0 && <p className={styles.empty}>No tasks yet.</p>}
      {tasks.length > 0 && (
        <table aria-label="Tasks">
          <thead className="sr-only">
            <tr>
              {['Done', 'What', 'Who', 'When', 'State'].map((title) => (
                <th key={title}>{title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.id} data-done={task.state === 'done'} data-new={isNew.has(task.id)}>
                <td>
                  <span className={styles.check} data-done={task.state === 'done'}>
                    {task.state === 'done' && <IconCheck size={22} stroke={2.4} aria-label="Done" />}
                  </span>
                </td>
                <td className={styles.what}>
                  <Pieces pieces={task.what} />
                </td>
                <td>
                  {task.who && (
                    <span className={styles.who}>
                      <Face who={task.who} />
                      <span className={styles.name}>{task.who.name}</span>
                    </span>
                  )}
                </td>
                <td className="num">
                  <span className={styles.when}>{sayDue(task.due, task.dueWords, now, zone).text}</span>
                </td>
                <td className={styles.state}>{sayState(task, isNew.has(task.id))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {adding.map((who) => (
        <p key={who.name} className={styles.adding}>
          <Face who={who} />
          {who.name} is adding a task
        </p>
      ))}
    </section>
  )
}
