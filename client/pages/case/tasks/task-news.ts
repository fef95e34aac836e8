// Tasks that somebody else adds while the page is open: said politely, once, and tinted for six seconds.
// Nothing moves and the focus stays where it is.

import { useEffect, useState } from 'react'
import * as Y from 'yjs'
import type { TaskId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { readTask } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { useRecordDoc } from '../../../sync/watch.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useCaseView } from '../view/case-view.tsx'
import { sayAdded } from '../view/task-words.ts'

const freshMs = 6_000

/** The ids of tasks that have just come in, for their tint. */
export function useTaskNews(): ReadonlySet<TaskId> {
  const { record, nameOf, zone } = useCaseView()
  const doc = useRecordDoc(record)
  const announce = useAnnounce()
  const [fresh, setFresh] = useState<ReadonlySet<TaskId>>(new Set())
  const isOpen = record.status().is === 'open'

  // biome-ignore lint/correctness/useExhaustiveDependencies: names are looked up when something happens
  useEffect(() => {
    if (!isOpen) return
    const { tasks } = partsOf(doc)
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const onChange = ({ changes, transaction }: Y.YMapEvent<Y.Map<unknown>>) => {
      for (const [key, { action }] of changes.keys) {
        const entry = tasks.get(key)
        const task = readTask(key, entry)
        if (action !== 'add' || !task) continue
        setFresh((before) => new Set([...before, task.id]))
        const timer = setTimeout(() => {
          timers.delete(timer)
          setFresh((before) => new Set([...before].filter((id) => id !== task.id)))
        }, freshMs)
        timers.add(timer)
        if (transaction.local) continue
        const client = entry instanceof Y.Map ? entry._item?.id.client : undefined
        const by = record.present().find((one) => one.client === client)?.name
        announce.polite(
          sayAdded(
            by && firstNameOf(by),
            task.who ? firstNameOf(nameOf(task.who)) : undefined,
            task,
            zone,
            serverNow(),
          ),
        )
      }
    }
    tasks.observe(onChange)
    return () => {
      tasks.unobserve(onChange)
      for (const timer of timers) clearTimeout(timer)
    }
  }, [doc, isOpen])
  return fresh
}
