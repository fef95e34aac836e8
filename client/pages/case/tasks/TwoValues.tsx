// One value of a task that two people set at the same moment: which one counts is for a person to say, not for chance.

import { Button } from '@mantine/core'
import { useEffect } from 'react'
import type { TaskId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { assignTask, setTaskDue, setTaskState } from '#shared/record/edit.ts'
import type { TaskConflict, TaskField, TaskValues } from '../../../sync/task-conflicts.ts'
import { useConflicts, usePresent } from '../../../sync/watch.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { sayWhen } from '../view/task-words.ts'
import styles from './tasks.module.css'

const fieldWords: Record<TaskField, string> = { who: 'who does it', when: 'the time', state: 'the state' }

export function TwoValues({ id }: { id: TaskId }) {
  const { record } = useCaseView()
  return useConflicts(record)
    .filter((conflict) => conflict.task === id)
    .map((conflict) => <Question key={conflict.field} conflict={conflict} />)
}

function Question({ conflict }: { conflict: TaskConflict }) {
  const { record, me } = useCaseView()
  const announce = useAnnounce()
  const say = useSaying()
  const by = useWriter(conflict)
  const title = `${by} also changed ${fieldWords[conflict.field]}`
  useEffect(() => announce.polite(title), [announce, title])
  const { field, task, mine, theirs } = conflict
  const choose = (values: TaskValues) => {
    record.conflicts.settle(conflict)
    if (field === 'who') assignTask(record.doc, task, values.who)
    else if (field === 'when') setTaskDue(record.doc, task, values.due, values.dueWords)
    else setTaskState(record.doc, task, values.state, me.id)
  }
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see TaskTable
    <tr role="row" className={styles.twoValues}>
      <td role="cell" colSpan={5}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line with its words */}
        <div role="group" aria-label={title}>
          <span>{title}</span>
          <Button onClick={() => choose(mine)}>Keep {say(field, mine)}</Button>
          <Button variant="default" onClick={() => choose(theirs)}>
            Use {say(field, theirs)}
          </Button>
        </div>
      </td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: see TaskTable
  )
}

/** Who wrote theirs, as far as it is known here: whose word a state is says itself, else whoever is in the record. */
function useWriter({ client, field, theirs }: TaskConflict): string {
  const { record, nameOf } = useCaseView()
  const present = usePresent(record)
  const member = field === 'state' && theirs.by ? nameOf(theirs.by) : undefined
  const name = member ?? present.find((one) => one.client === client)?.name
  return name ? firstNameOf(name) : 'Somebody'
}

function useSaying(): (field: TaskField, values: TaskValues) => string {
  const { zone, nameOf } = useCaseView()
  const nowMs = useNow()
  const states = { open: 'not done', accepted: 'accepted', done: 'done', cannot: 'can’t', dropped: 'dropped' }
  return (field, values) => {
    if (field === 'who') return values.who ? firstNameOf(nameOf(values.who)) : 'nobody yet'
    return field === 'when' ? sayWhen(values, zone, nowMs) : states[values.state]
  }
}
