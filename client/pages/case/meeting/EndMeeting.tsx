// The end of a meeting: the open tasks are read back, strong objections are asked for, and it is never blocked.

import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { readTasks } from '#shared/record/read.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { inOrder } from '#shared/tasks/order.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useCaseView } from '../case-view.tsx'
import { sayWhen } from '../tasks/task-words.ts'
import styles from './meeting.module.css'
import { useMeetingChanges } from './meeting-changes.ts'
import { sayReadBack } from './read-back.ts'

export function EndMeeting({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="End meeting" actions={false}>
      {isOpen && <ReadBack onClose={onClose} />}
    </Dialog>
  )
}

function ReadBack({ onClose }: { onClose: () => void }) {
  const { record, nameOf, zone, shown } = useCaseView()
  const { end } = useMeetingChanges()
  const announce = useAnnounce()
  const [objects, setObjects] = useState<'no' | 'yes'>()
  const [objection, setObjection] = useState('')
  // As it stands at this moment: what is read back must not move while it is read.
  const [open] = useState(() =>
    inOrder(readTasks(record.doc)).filter((task) => !['done', 'dropped'].includes(effectiveState(task))),
  )
  const now = Date.now()
  const onEnd = () =>
    end.mutate(
      {
        ...(objects && { hasObjection: objects === 'yes' }),
        ...(objects === 'yes' && objection.trim() && { objection: objection.trim() }),
      },
      {
        onSuccess: () => {
          announce.polite('The meeting has ended')
          onClose()
        },
      },
    )
  return (
    <div className={styles.readBack}>
      <p>{sayReadBack(open)}</p>
      {open.length > 0 && (
        <ul>
          {open.map((task) => (
            <li key={task.id}>
              <span>{shown(task.what) || 'No words yet'}</span>
              <span className="num">
                {task.who ? nameOf(task.who) : 'no one yet'}, {sayWhen(task, zone, now)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Segmented
        label="Does anyone strongly object?"
        showsLabel
        options={[
          { value: 'no', label: 'No' },
          { value: 'yes', label: 'Yes, note it' },
        ]}
        value={objects}
        onChange={setObjects}
      />
      {objects === 'yes' && (
        <Textarea
          label="The objection"
          classNames={{ input: styles.area!, label: styles.label! }}
          autosize
          minRows={3}
          value={objection}
          onChange={(event) => setObjection(event.currentTarget.value)}
        />
      )}
      {end.isError && <p role="alert">The meeting has not ended. Try again.</p>}
      <div className={styles.actions}>
        <Button onClick={onEnd} loading={end.isPending}>
          End meeting
        </Button>
        <Button variant="default" onClick={onClose}>
          Keep going
        </Button>
      </div>
    </div>
  )
}
