// A reminder on an open screen: one calm line, the newest. It waits while a member is with a reporter: what they have to do is
// nobody's business who looks over their shoulder.

import { useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import type { MyTask } from '#shared/http/tasks.ts'
import type { News } from '#shared/protocol/events.ts'
import { casePath, useCases } from '../../api/queries.ts'
import { useNews } from '../../sync/live-context.tsx'
import { addresses } from '../../ui/addresses.ts'
import { serverNow } from '../../ui/server-clock.ts'
import type { ToastWords } from '../../ui/Toast.tsx'
import { isReminding, type Reminding, reminderWords } from './reminder-words.ts'

const noCases: CaseCard[] = []

/** @returns what to show; nothing once it is not true any more */
export function useReminder(
  tasks: readonly MyTask[],
  timeZone: string,
  isHeldBack: boolean,
): { toast: ToastWords | null; clear: () => void } {
  const [news, setNews] = useState<Reminding>()
  const cases = useCases().data ?? noCases
  const [path, navigate] = useLocation()
  useNews(useCallback((one: News) => isReminding(one) && setNews(one), []))
  const clear = useCallback(() => setNews(undefined), [])
  const said = news && !isHeldBack && reminderWords(news, { tasks, cases }, new Date(serverNow()), timeZone)
  const place = said && (said.opens === 'my-tasks' ? addresses.myTasks : casePath(said.opens.codeName))
  const text = said ? said.text : undefined
  const opens = path === place ? undefined : place
  // The same object as long as it says the same: it goes after its time, however often the frame is drawn meanwhile.
  const toast = useMemo((): ToastWords | null => {
    if (text === undefined) return null
    return { text, ...(opens && { act: { label: 'Open', run: () => navigate(opens) } }) }
  }, [text, opens, navigate])
  return { toast, clear }
}
