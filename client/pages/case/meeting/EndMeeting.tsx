// The end of a meeting: the open tasks are read back, strong objections are asked for, and it is never blocked.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { readTasks } from '#shared/record/read.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { inOrder } from '#shared/tasks/order.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { TextArea } from '../../../ui/form/TextArea.tsx'
import { useForm } from '../../../ui/form/use-form.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useCaseView } from '../view/case-view.tsx'
import { useMeetingChanges } from '../view/meeting-changes.ts'
import { sayWhen } from '../view/task-words.ts'
import styles from './meeting.module.css'
import { sayReadBack } from './read-back.ts'

export function EndMeeting({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="End meeting" actions={false}>
      {isOpen && <ReadBack onClose={onClose} />}
    </Dialog>
  )
}

type Objection = { objects: 'no' | 'yes' | undefined; objection: string }

function ReadBack({ onClose }: { onClose: () => void }) {
  const { head, record, nameOf, zone, shown } = useCaseView()
  const { end } = useMeetingChanges()
  const announce = useAnnounce()
  const form = useForm<Objection>({ objects: undefined, objection: '' })
  const forget = useKeptDraft({ scope: head.id, kind: `objection ${head.meeting?.id}` }, form)
  const { objects, objection } = form.values
  // As it stands at this moment: what is read back must not move while it is read.
  const [open] = useState(() =>
    inOrder(readTasks(record.doc)).filter((task) => !['done', 'dropped'].includes(effectiveState(task))),
  )
  const now = serverNow()
  const onEnd = () =>
    end.mutate(
      {
        ...(objects && { hasObjection: objects === 'yes' }),
        ...(objects === 'yes' && objection.trim() && { objection: objection.trim() }),
      },
      {
        onSuccess: () => {
          announce.polite('The meeting has ended')
          forget()
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
        onChange={(next) => form.put({ objects: next })}
      />
      {objects === 'yes' && <TextArea label="The objection" minRows={3} {...form.field('objection')} />}
      <NotDone words={end.isError && 'The meeting has not ended. Try again.'} />
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
