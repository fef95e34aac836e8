// The button that pages and what has become of it, for the places that have one: the sidebar, home, and the head of a case.

import { useState } from 'react'
import type { Page } from '#shared/http/pages.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useMakePage, usePageOf, useStopPage } from './pages.ts'
import { useMe, useMembersById } from './queries.ts'
import { sayNotDone } from './refusal-words.ts'

export type Paging = {
  /** "Page the chair"; for the chair "Call a meeting". */
  label: string
  isBusy: boolean
  call: () => void
  /** Why the last try did not work, as a sentence. */
  failed: string | undefined
  /** For the line beside it. */
  status: {
    page: Page | undefined
    nameOf: (member: string) => string
    timeZone: string
    onStop: (() => void) | undefined
  }
}

/** @param caseId the case that it is about; without one it only says who calls */
export function usePaging(caseId?: string): Paging {
  const { data: me } = useMe()
  const members = useMembersById()
  const page = usePageOf(caseId)
  const make = useMakePage()
  const stop = useStopPage()
  const [failed, setFailed] = useState<string>()
  const nameOf = (member: string) => firstNameOf(members.get(member)?.name ?? 'Somebody')
  const onError = (stands: string) => (error: unknown) => setFailed(sayNotDone(stands, error))
  return {
    label: me?.member.role === 'chair' ? 'Call a meeting' : 'Page the chair',
    isBusy: make.isPending,
    call: () => {
      setFailed(undefined)
      make.mutate(caseId, { onError: onError('Nobody was paged.') })
    },
    failed,
    status: {
      page,
      nameOf,
      timeZone: me?.event.timeZone ?? 'UTC',
      onStop:
        page?.state === 'calling' && page.by === me?.member.id
          ? () => stop.mutate(page.id, { onError: onError('The page was not stopped.') })
          : undefined,
    },
  }
}
