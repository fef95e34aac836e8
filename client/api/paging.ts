// The button that pages and what has become of it, for the places that have one: the sidebar, home, and the head of a case.

import { useState } from 'react'
import { actingRole } from '#shared/access/rules.ts'
import type { Page } from '#shared/http/pages.ts'
import type { CaseId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useGather } from '../ui/gather.ts'
import { useAnswerPage, useMakePage, usePageOf, useSayWhere, useStopPage } from './pages.ts'
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
    where: { place: string | null; isBusy: boolean; say: (place: string) => void } | undefined
    onChange: { label: string; press: () => void } | undefined
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

/** What whoever answered a page may say instead: nothing while they have not answered, or once it was stopped. */
export function useChangeOfAnswer(
  page: Page | undefined,
  onError: (error: unknown) => void,
): { label: string; press: () => void } | undefined {
  const { data: me } = useMe()
  const { mutate } = useAnswerPage()
  const own = page?.calls.find(({ member }) => member === me?.member.id)
  const mine = own?.answer
  if (!page || !mine || own.hereAt || page.state === 'stopped') return undefined
  const answer = mine === 'cannot' ? 'on-my-way' : 'cannot'
  return {
    label: mine === 'cannot' ? 'I’m on my way after all' : 'I can’t after all',
    press: () => mutate({ id: page.id, answer }, { onError }),
  }
}

/** How the button is called: a chair calls everybody at once. */
export function usePageWords(): { label: string; sendAndPage: string; isChair: boolean } {
  const { data: me } = useMe()
  return me && actingRole(me.member) === 'chair'
    ? { label: 'Call a meeting', sendAndPage: 'Send and call a meeting', isChair: true }
    : { label: 'Page the chair', sendAndPage: 'Send and page the chair', isChair: false }
}

const reachFirst = { chair: 0, coordinator: 1, staff: 2 } as const

/** Whom to telephone, without a network too: the chair, else a coordinator, if one of them gave the team a number. */
export function useWhoToCall(except: readonly string[] = []): { name: string; phone: string } | undefined {
  const { data: me } = useMe()
  const [first] = [...useMembersById().values()]
    .filter(({ id, phone }) => phone && id !== me?.member.id && !except.includes(id))
    .map((member) => ({ ...member, role: actingRole(member) }))
    .filter(({ role }) => role !== 'staff')
    .sort((a, b) => reachFirst[a.role] - reachFirst[b.role])
  return first?.phone ? { name: firstNameOf(first.name), phone: first.phone } : undefined
}

/** Only for whoever made it, and while somebody may still come. */
function useWhere(page: Page | undefined, onError: (error: unknown) => void): Paging['status']['where'] {
  const { data: me } = useMe()
  const { mutate, isPending } = useSayWhere()
  if (!page || page.by !== me?.member.id || page.calls.length === 0) return undefined
  const { id, place } = page
  return { place, isBusy: isPending, say: (words) => mutate({ id, place: words }, { onError }) }
}

/** @param caseId the case that it is about; without one it only says who calls. @param isUrgent says that somebody may be in danger */
export function usePaging(caseId?: CaseId, isUrgent?: true): Paging {
  const { data: me } = useMe()
  const { label, isChair } = usePageWords()
  const telling = usePageTelling()
  const page = usePageOf(caseId)
  const make = useMakePage()
  const where = useWhere(page, (error) => setFailed(sayNotDone('That was not told.', error)))
  const gather = useGather()
  const stop = useStopPage()
  const change = useChangeOfAnswer(page, (error) =>
    setFailed(sayNotDone('Your answer was not changed.', error)),
  )
  const [failed, setFailed] = useState<string>()
  const onError = (stands: string) => (error: unknown) => setFailed(sayNotDone(stands, error))
  return {
    label,
    isBusy: make.isPending,
    call: () => {
      setFailed(undefined)
      // Everybody at once: the chair says about which case.
      if (isChair && !caseId && !isUrgent) return gather()
      make.mutate({ case: caseId, isUrgent }, { onError: onError('Nobody was paged.') })
    },
    status: {
      ...telling,
      page,
      failed,
      onChange: change,
      where,
      onStop:
        page?.state === 'calling' && page.by === me?.member.id
          ? () => stop.mutate(page.id, { onError: onError('The page was not stopped.') })
          : undefined,
    },
  }
}
