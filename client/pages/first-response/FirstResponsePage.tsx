// The first-response card: what to do and what not to bring up while the reporter is there. Asks for nothing and
// needs nothing, so it opens without network; where somebody may be in danger, one press pages the chair. The ticks are for the eye, and are not kept yet.

import { ActionIcon, Button } from '@mantine/core'
import {
  IconCircleMinus,
  IconInfoCircle,
  IconPencilPlus,
  IconShieldExclamation,
  IconX,
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useLocation } from 'wouter'
import { usePageWords, usePaging, useWhoToCall } from '../../api/paging.ts'
import { useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { CallButton } from '../../ui/CallButton.tsx'
import { CallLink } from '../../ui/CallLink.tsx'
import { Check } from '../../ui/Check.tsx'
import { PageStatus } from '../../ui/PageStatus.tsx'
import { useTitle } from '../../ui/title.ts'
import look from './first-response.module.css'

const toDo: readonly { what: string; more?: string }[] = [
  { what: 'Find a private place to sit' },
  { what: 'Ask who they would like with them', more: 'Then send somebody to fetch that person' },
  { what: 'Ask “How can I help?”' },
  { what: 'Give them the numbers for later' },
]

const toLeave: readonly { what: string; why: string }[] = [
  {
    what: 'Dropping the report.',
    why: 'Even as a kindness it sounds like a wish. Going ahead is our default.',
  },
  { what: 'What we should do about it.', why: 'Deciding is our work, not theirs.' },
  { what: 'Penalties.', why: 'No asking, no promising.' },
]

export function FirstResponsePage() {
  useTitle('First response')
  // Nobody is called by somebody who is not signed in: no button promises it.
  const { data: me } = useMe()
  const [, navigate] = useLocation()
  return (
    <div className={look.page}>
      <div className={look.bar}>
        <ActionIcon aria-label="Close" onClick={() => navigate('/')}>
          <IconX size={24} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <h1 tabIndex={-1}>While you are with them</h1>
      </div>
      <p className={look.security}>
        <IconShieldExclamation size={28} stroke={1.6} aria-hidden="true" />
        <span>If anyone’s safety is in doubt: call venue security or the police now.</span>
      </p>
      {me && <PageNow />}
      <Do />
      <DoNot />
      <p className={look.police}>
        <IconInfoCircle size={20} stroke={1.6} aria-hidden="true" />
        <span>If everyone is safe, security or police come only if they ask for it.</span>
      </p>
      <div className={look.foot}>
        <Button
          fullWidth
          className={look.write}
          leftSection={<IconPencilPlus size={20} stroke={1.6} aria-hidden="true" />}
          onClick={() => navigate(addresses.report)}
        >
          Write the report
        </Button>
      </div>
    </div>
  )
}

/** Nothing is written yet: it says who calls, and that somebody may be in danger. */
function PageNow() {
  const { isBusy, call, status } = usePaging(undefined, true)
  const label = usePageWords().isChair ? 'Page the coordinators' : 'Page the chair'
  const who = useWhoToCall()
  return (
    <div className={look.paging}>
      <CallButton {...{ label, isBusy, call }} fullWidth variant="filled" color="clay" />
      <PageStatus {...status} />
      {status.failed && who && <CallLink fullWidth {...who} />}
    </div>
  )
}

function Do() {
  const id = useId()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const tick = (what: string, isOn: boolean) =>
    setTicked((before) => new Set(isOn ? [...before, what] : [...before].filter((one) => one !== what)))
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>Do</h2>
      <ul>
        {toDo.map(({ what, more }) => (
          <li key={what} className={look.do}>
            <Check
              label={what.replaceAll(/[“”]/gu, '"')}
              isOn={ticked.has(what)}
              onChange={(isOn) => tick(what, isOn)}
            />
            <span data-done={ticked.has(what) || undefined}>
              <b>{what}</b>
              {more && <small>{more}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function DoNot() {
  const id = useId()
  return (
    <section className={look.dont} aria-labelledby={id}>
      <h2 id={id}>Do not bring up</h2>
      <ul>
        {toLeave.map(({ what, why }) => (
          <li key={what}>
            <IconCircleMinus size={20} stroke={1.6} aria-hidden="true" />
            <span>
              <b>{what}</b> {why}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
