// A moment as the event's clock says it now.

import { sayTime } from '#shared/tasks/due-words.ts'
import { serverNow } from '../../../ui/server-clock.ts'
import { useCaseView } from './case-view.tsx'

/** @returns says a moment (ISO): '13:52' today, 'Wed 17:32', '4 Nov 17:32' */
export function useWhen(): (iso: string) => string {
  const { zone } = useCaseView()
  return (iso) => sayTime(new Date(iso), new Date(serverNow()), zone)
}
