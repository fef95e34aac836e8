// What else can be done with a task, for mouse, touch and keyboard alike.

import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { TaskId } from '#shared/ids.ts'
import { placeTask, setTaskState } from '#shared/record/edit.ts'
import { readTasks } from '#shared/record/read.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { inOrder } from '#shared/tasks/order.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { useCaseView } from '../view/case-view.tsx'
import styles from './tasks.module.css'

type Given = {
  task: TaskView
  name: string
  before: TaskId | undefined
  after: TaskId | undefined
  onGive: () => void
  onTime: () => void
  onDropped: () => void
}

export function RowMenu({ task, name, before, after, onGive, onTime, onDropped }: Given) {
  const { record, me } = useCaseView()
  const announce = useAnnounce()
  const set = (state: TaskView['state']) => setTaskState(record.doc, task.id, state, me.id)
  const isMine = task.who === me.id
  const state = effectiveState(task)
  const move = (direction: 'up' | 'down') => {
    const others = inOrder(readTasks(record.doc)).filter((one) => one.id !== task.id)
    const beside = others.findIndex((one) => one.id === (direction === 'up' ? before : after))
    if (beside < 0) return
    const place = direction === 'up' ? beside : beside + 1
    placeTask(record.doc, task.id, {
      before: others[place - 1]?.id ?? null,
      after: others[place]?.id ?? null,
    })
    announce.polite(`Moved ${direction}`)
  }
  return (
    <span className={styles.rowMenu}>
      <Menu position="bottom-end" closeOnItemClick>
        <Menu.Target>
          <ActionIcon variant="subtle" size={36} aria-label={`Change ${name}`}>
            <IconDots size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isMine && state === 'open' && <Menu.Item onClick={() => set('accepted')}>Accept</Menu.Item>}
          {isMine && (state === 'open' || state === 'accepted') && (
            <Menu.Item onClick={() => set('cannot')}>I can’t</Menu.Item>
          )}
          <Menu.Item disabled={!before} onClick={() => move('up')}>
            Move up
          </Menu.Item>
          <Menu.Item disabled={!after} onClick={() => move('down')}>
            Move down
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={onGive}>Give to…</Menu.Item>
          <Menu.Item onClick={onTime}>Change time</Menu.Item>
          <Menu.Divider />
          <Menu.Item
            onClick={() => {
              set('dropped')
              onDropped()
            }}
          >
            Drop task
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
