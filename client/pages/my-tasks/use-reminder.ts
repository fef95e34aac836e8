// Reminders on an open screen: one calm line. It waits while nobody looks at the page, and while a member is with a reporter: what
// they have to do is nobody's business who looks over their shoulder.

import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { News } from '#shared/protocol/events.ts'
import { useHasRead } from '../../api/procedure.ts'
import { casePath, useCases } from '../../api/queries.ts'
import { useNews } from '../../sync/live-context.tsx'
import { addresses } from '../../ui/addresses.ts'
import { serverNow } from '../../ui/server-clock.ts'
import type { ToastWords } from '../../ui/Toast.tsx'
import { isReminding, type Reminding, reminderLine, type Said, withReminder } from './reminder-words.ts'

const noCases: CaseCard[] = []
const none: readonly Reminding[] = []

/** @returns what to show; nothing once it is not true any more */
export function useReminder(
  tasks: readonly MyTask[],
  timeZone: string,
  isHeldBack: boolean,
): { toast: ToastWords | null; clear: () => void } {
  const [waiting, setWaiting] = useState(none)
  const cases = useCases().data ?? noCases
  const hasRead = useHasRead()
  const [path, navigate] = useLocation()
  const isInSight = useSyncExternalStore(onSight, inSight)
  useNews(
    useCallback((one: News) => {
      if (isReminding(one)) setWaiting((before) => withReminder(before, one))
    }, []),
  )
  const clear = useCallback(() => setWaiting(none), [])
  const isShown = waiting.length > 0 && isInSight && !isHeldBack
  const said = isShown
    ? reminderLine(waiting, { tasks, cases, hasRead }, new Date(serverNow()), timeZone)
    : undefined
  const place = said && placeOf(said)
  const text = said?.text
  const opens = path === place ? undefined : place
  // The same object as long as it says the same: it goes after its time, however often the frame is drawn meanwhile.
  const toast = useMemo((): ToastWords | null => {
    if (text === undefined) return null
    return { text, ...(opens && { act: { label: 'Open', run: () => navigate(opens) } }) }
  }, [text, opens, navigate])
  return { toast, clear }
}

function placeOf({ opens }: Said): string {
  if (opens === 'my-tasks') return addresses.myTasks
  return opens === 'procedure' ? addresses.procedure : casePath(opens.codeName)
}

const inSight = () => document.visibilityState === 'visible'
function onSight(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed)
  return () => document.removeEventListener('visibilitychange', changed)
}
