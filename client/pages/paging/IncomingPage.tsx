// Somebody needs you now: full screen over whatever is open, until it is answered here or elsewhere. The frame draws it.
// Nothing that is typed on is an answer by accident: the focus goes to the words, not to a button.

import { IconX } from '@tabler/icons-react'
import { useEffect, useId, useRef } from 'react'
import { useLocation } from 'wouter'
import { isWhole } from '#shared/cases/damaged.ts'
import type { IncomingPage as Incoming } from '#shared/http/pages.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useCaseHead, useCasePart } from '../../api/case-parts.ts'
import { useAnswerPage } from '../../api/pages.ts'
import { casePath, useConflictChecks, useMe, useMembersById } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { ArchDoor } from '../../ui/ArchArt.tsx'
import { addresses } from '../../ui/addresses.ts'
import { CallLink } from '../../ui/CallLink.tsx'
import { clockOf } from '../../ui/clock.ts'
import { sayPagedInDanger } from '../../ui/danger-words.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { stopwatch } from '../../ui/page-words.ts'
import { startRinging } from '../../ui/ring.ts'
import { useNow } from '../../ui/use-now.ts'
import { sayCaller, sayWho } from './asked-words.ts'
import look from './paging.module.css'
import { useSeen } from './use-seen.ts'

const freshMs = 15 * 60_000

export function IncomingPage({ page }: { page: Incoming }) {
  const id = useId()
  const dialog = useModal()
  const [, navigate] = useLocation()
  const answer = useAnswerPage()
  const { data: checks } = useConflictChecks()
  useSeen(page.id)
  useEffect(startRinging, [])
  const { caller, phone, heading, words } = useWords(page)
  const give = (what: 'on-my-way' | 'cannot') =>
    answer.mutate(
      { id: page.id, answer: what },
      {
        onSuccess: () => {
          if (what !== 'on-my-way') return
          // In danger the account comes first, not an empty question.
          if (page.case) navigate(casePath(page.case.codeName, page.isUrgent ? '/report' : ''))
          // One tap more, and the case is open.
          else if (checks && checks.length > 0) navigate(addresses.conflictCheck)
          // What they said stands there, with where to go.
          else navigate('/')
        },
      },
    )
  return (
    <dialog
      ref={dialog}
      className={look.screen}
      data-urgent={page.isUrgent || undefined}
      role="alertdialog"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-words`}
      onCancel={(event) => event.preventDefault()}
    >
      <div className={look.above}>
        <p className={look.caller}>{sayWho(caller, page)}</p>
        <h1 id={`${id}-name`} tabIndex={-1}>
          {heading}
        </h1>
        <p id={`${id}-words`} className={look.words}>
          {words}
        </p>
        <Facts page={page} />
        <ArchDoor className={look.door} />
      </div>
      <div className={look.below}>
        <GuardedButton
          what={`${page.id} on-my-way`}
          className={look.yes}
          isDisabled={answer.isPending}
          onPress={() => give('on-my-way')}
        >
          On my way
        </GuardedButton>
        {phone && <CallLink className={look.no ?? ''} name={caller} phone={phone} />}
        <GuardedButton
          what={`${page.id} cannot`}
          className={look.no}
          variant="default"
          isDisabled={answer.isPending}
          leftSection={<IconX size={20} stroke={1.75} aria-hidden="true" />}
          onPress={() => give('cannot')}
        >
          I can’t
        </GuardedButton>
        {answer.isError ? (
          <p role="alert">{sayNotDone('Your answer was not sent.', answer.error)}</p>
        ) : (
          <p>
            {page.by ? caller : 'Whoever is on the case'} sees your answer at once. <NextLine page={page} />
          </p>
        )}
      </div>
    </dialog>
  )
}

function useWords({ by, case: of, at, isUrgent, called }: Incoming): {
  caller: string
  phone: string | null | undefined
  heading: string
  words: string
} {
  const { name, phone } = useMembersById().get(by ?? '') ?? {}
  const { data: head } = useCaseHead(of?.id)
  const { data: me } = useMe()
  const caller = sayCaller(by, name)
  const isNew = head && Date.parse(at) - Date.parse(head.reportedAt) < freshMs
  const words = isUrgent
    ? sayPagedInDanger(called)
    : isNew
      ? `A report just came in. ${by && head.reportedBy === by ? `${caller} took it down.` : ''}`.trim()
      : `${of ? 'It is about this case. ' : ''}Called at ${clockOf(at, me?.event.timeZone ?? 'UTC')}.`
  return { caller, phone, heading: of?.codeName ?? 'You are needed', words }
}

/** Where whoever called is, where it was, and whether somebody may be in danger: what one wants to know on the way. */
function Facts({ page }: { page: Incoming }) {
  const { data } = useCasePart(page.case?.id, 'reports')
  const reports = data?.reports.filter(isWhole)
  const where = reports?.map((report) => report.where).find((fact) => typeof fact === 'string')
  const name = useMembersById().get(page.by ?? '')?.name
  const isSaidSafe = reports?.some(({ danger }) => danger === false)
  const safety = isSaidSafe
    ? 'Nobody in danger, as reported'
    : reports && reports.length === data?.reports.length
      ? 'Not asked yet'
      : 'Not known here'
  const facts: [string, string | false | null | undefined][] = [
    [name ? `Where ${firstNameOf(name)} is` : 'Where', page.place],
    ['Where it was', where],
    ['Safety', page.case !== null && !page.isUrgent && safety],
  ]
  return (
    <dl className={look.facts}>
      {facts.map(
        ([label, text]) =>
          text && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function NextLine({ page: { next, nextAt } }: { page: Incoming }) {
  const now = useNow(1_000)
  const members = useMembersById()
  const leftMs = nextAt ? Date.parse(nextAt) - now : 0
  const name = next && members.get(next)?.name
  if (!name || leftMs <= 0) return null
  return (
    <span className="num">
      Without one, it goes to {firstNameOf(name)} in {stopwatch(leftMs)}.
    </span>
  )
}

/** The browser keeps everything behind it out of reach, and gives the focus back afterwards. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const shown = dialog.current
    shown?.showModal()
    shown?.querySelector('h1')?.focus()
    return () => {
      shown?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return dialog
}
