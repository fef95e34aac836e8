// The first-response card: what to do and what not to bring up while the reporter is there. What it says is kept
// on this device, or is Greenroom's own, so it opens without network; where somebody may be in danger, one press calls security or pages the chair.

import { ActionIcon, Button } from '@mantine/core'
import {
  IconCircleMinus,
  IconInfoCircle,
  IconPencilPlus,
  IconPhone,
  IconShieldExclamation,
  IconX,
} from '@tabler/icons-react'
import { useId } from 'react'
import { useLocation } from 'wouter'
import type { EventNumber } from '#shared/http/first-response.ts'
import { useNumbers } from '../../api/first-response.ts'
import { usePageWords, usePaging, useWhoToCall } from '../../api/paging.ts'
import { useCard } from '../../api/procedure.ts'
import { useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { CallButton } from '../../ui/CallButton.tsx'
import { CallLink } from '../../ui/CallLink.tsx'
import type { Card, Done } from '../../ui/first-response-words.ts'
import { dialled, inSentence, urgentNumbers } from '../../ui/numbers.ts'
import { PageStatus } from '../../ui/PageStatus.tsx'
import { SayCalled } from '../../ui/SayCalled.tsx'
import { useTitle } from '../../ui/title.ts'
import { DoneHere, DoUnkept } from './Do.tsx'
import look from './first-response.module.css'

const noNumbers: EventNumber[] = []

/** @param done of the report that comes of it; left out where nobody is signed in, and nothing is kept */
export function FirstResponsePage({ done }: { done?: Done }) {
  useTitle('First response')
  // Nobody is called by somebody who is not signed in: no button promises it.
  const { data: me } = useMe()
  const isKnown = me !== undefined && me !== null
  const numbers = useNumbers(isKnown).data?.numbers ?? noNumbers
  const card = useCard(isKnown)
  const [, navigate] = useLocation()
  return (
    <div className={look.page}>
      <div className={look.bar}>
        <ActionIcon aria-label="Close" onClick={() => navigate('/')}>
          <IconX size={24} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <h1 tabIndex={-1}>While you are with them</h1>
      </div>
      <Security numbers={isKnown ? numbers : noNumbers} />
      {isKnown && <PageNow />}
      {done && isKnown ? (
        <DoneHere toDo={card.toDo} done={done} numbers={numbers} timeZone={me.event.timeZone} />
      ) : (
        <DoUnkept toDo={card.toDo} />
      )}
      <DoNot card={card} />
      <p className={look.police}>
        <IconInfoCircle size={20} stroke={1.6} aria-hidden="true" />
        <span>If everyone is safe, security or police come only if they ask for it.</span>
      </p>
      {done && isKnown && (
        <div className={look.called}>
          <SayCalled
            said={done.called}
            label="I have called security or the police"
            timeZone={me.event.timeZone}
            isDisabled={done.isFrozen}
            onChange={done.say}
          />
        </div>
      )}
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

/** A button where there is a number to call; else words, which look like nothing that could be pressed. */
function Security({ numbers }: { numbers: readonly EventNumber[] }) {
  const [first, second] = urgentNumbers(numbers)
  if (!first)
    return (
      <p className={look.security}>
        <IconShieldExclamation size={28} stroke={1.6} aria-hidden="true" />
        <span>If anyone’s safety is in doubt: call venue security or the police now.</span>
      </p>
    )
  return (
    <>
      <a className={look.callSecurity} href={dialled(first.phone)}>
        <IconShieldExclamation size={28} stroke={1.6} aria-hidden="true" />
        <span>
          <b>Call {inSentence(first.name)}</b> <small>if anyone may be in danger</small>
        </span>
        <IconPhone size={24} stroke={1.6} aria-hidden="true" />
      </a>
      {second && (
        <CallLink
          fullWidth
          className={look.callOther ?? ''}
          name={inSentence(second.name)}
          phone={second.phone}
        />
      )}
    </>
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

function DoNot({ card: { leaveTitle, toLeave } }: { card: Card }) {
  const id = useId()
  return (
    <section className={look.dont} aria-labelledby={id}>
      <h2 id={id}>{leaveTitle}</h2>
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
