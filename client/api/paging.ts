// The button that pages and what has become of it, for the places that have one: the sidebar, home, and the head of a case.

import { useState } from 'react'
import { actingRole } from '#shared/access/rules.ts'
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
  /** For the line beside it. */
  status: Telling & {
    page: Page | undefined
    onStop: (() => void) | undefined
    failed: string | undefined
  }
}

/** What the words about a page want to know. */
type Telling = { nameOf: (member: string) => string; me: string | undefined; timeZone: string }

export function usePageTelling(): Telling {
  const { data: me } = useMe()
  const members = useMembersById()
  const nameOf = (member: string) => firstNameOf(members.get(member)?.name ?? 'Somebody')
  return { nameOf, me: me?.member.id, timeZone: me?.event.timeZone ?? 'UTC' }
}

/** @param caseId the case that it is about; without one it only says who calls */
export function usePaging(caseId?: string): Paging {
  const { data: me } = useMe()
  const telling = usePageTelling()
  const page = usePageOf(caseId)
  const make = useMakePage()
  const stop = useStopPage()
  const [failed, setFailed] = useState<string>()
  const onError = (stands: string) => (error: unknown) => setFailed(sayNotDone(stands, error))
  return {
    label: me && actingRole(me.member) === 'chair' ? 'Call a meeting' : 'Page the chair',
    isBusy: make.isPending,
    call: () => {
      setFailed(undefined)
      make.mutate(caseId, { onError: onError('Nobody was paged.') })
    },
    status: {
      ...telling,
      page,
      failed,
      onStop:
        page?.state === 'calling' && page.by === me?.member.id
          ? () => stop.mutate(page.id, { onError: onError('The page was not stopped.') })
          : undefined,
    },
  }
}
