// Where somebody arrives who has joined the team. Whoever is to be let in waits here, and goes on by themselves when they are;
// the page knows nothing of the case. Whoever is needed somewhere is there at once; else it says what will happen.

import { Button } from '@mantine/core'
import { IconDeviceMobilePlus, IconWifiOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, Redirect } from 'wouter'
import type { Me } from '#shared/http/people.ts'
import { useCases, useConflictChecks, useMe, useMembers, useMyTasks } from '../../api/queries.ts'
import { useLiveStatus } from '../../sync/live-context.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { addresses } from '../../ui/addresses.ts'
import { toWrite } from '../../ui/arriving.ts'
import { Notice } from '../../ui/Notice.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { useSaidOnce } from '../../ui/use-said-once.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import look from './welcome.module.css'
import { type Needed, whereNeeded } from './where-needed.ts'

/** After that it is no moment any more. */
const momentMs = 3 * 60_000

export function WelcomePage() {
  useTitle('Welcome')
  const { data: me } = useMe()
  const { isKnown, needed, tryAgain } = useNeeded()
  if (needed) return <Redirect to={needed.path} replace state={needed.writes ? toWrite : null} />
  if (tryAgain)
    return (
      <Notice role="alert" action={<Button onClick={tryAgain}>Try again</Button>}>
        Not everything arrived. Nothing already saved is lost.
      </Notice>
    )
  if (!me || !isKnown) return <Waiting />
  return (
    <div className={look.page}>
      <h1 tabIndex={-1}>You are in the team</h1>
      {me.waitsFor ? <ToBeLetIn name={me.waitsFor.name} /> : <WhatComes me={me} />}
      <WhoRunsIt />
      <div className={look.acts}>
        <Button
          component={Link}
          href={addresses.settings}
          variant="default"
          className={look.elsewhere}
          leftSection={<IconDeviceMobilePlus size={20} stroke={1.6} aria-hidden="true" />}
        >
          Add a phone
        </Button>
        <Button component={Link} href={addresses.firstResponse} variant="default">
          Open first-response card
        </Button>
      </div>
    </div>
  )
}

function useNeeded(): { isKnown: boolean; needed?: Needed | undefined; tryAgain?: () => void } {
  const [checks, cases, tasks] = [useConflictChecks(), useCases(), useMyTasks()]
  const isKnown = !checks.isPending && !cases.isPending && !tasks.isPending
  const missing = [checks, cases, tasks].filter(({ isError, data }) => isError && data === undefined)
  if (missing.length > 0) return { isKnown, tryAgain: () => missing.forEach(({ refetch }) => void refetch()) }
  if (!isKnown) return { isKnown }
  const openTasks = (tasks.data ?? []).filter(({ state }) => state === 'open' || state === 'accepted')
  const known = { checks: checks.data ?? [], cases: cases.data ?? [], openTasks: openTasks.length }
  return { isKnown, needed: whereNeeded(known) }
}

function ToBeLetIn({ name }: { name: string | null }) {
  const isOffline = useLiveStatus() === 'offline'
  const now = useNow()
  const [since] = useState(now)
  const isLong = now - since > momentMs
  const who = name ?? 'Somebody of the team'
  const words = `In a moment ${name ?? 'somebody of the team'} will let you in.`
  useSaidOnce(words)
  return (
    <>
      <p>
        {isLong ? `${who} has not let you in yet. You can ask, or look around meanwhile.` : words} This page
        goes on by itself.
      </p>
      {isOffline && (
        <Notice tone="due" role="status" icon={<IconWifiOff aria-hidden="true" />}>
          Offline. It goes on when you are online again.
        </Notice>
      )}
    </>
  )
}

function WhatComes({ me: { member, event } }: { me: Me }) {
  return (
    <p>
      You work as {member.isConfirmed ? member.role : 'staff'} at {event.name}
      {member.isConfirmed ? '.' : ` until a chair has confirmed that you are ${member.role}.`} When somebody
      gives you a task or needs you in a case, it appears here by itself.
    </p>
  )
}

function WhoRunsIt() {
  const { data: members = [] } = useMembers()
  const running = members.filter(({ role, isConfirmed }) => role !== 'staff' && isConfirmed)
  if (running.length === 0) return null
  return (
    <section aria-labelledby="who-runs-it">
      <h2 id="who-runs-it">Who runs the team</h2>
      <ul className={look.list}>
        {running.map(({ id, name, colour, isHere, role }) => (
          <li key={id}>
            <Avatar name={name} colour={colour} isHere={isHere} isDecoration />
            <span>{name}</span>
            <span className="meta">{roleTitles[role]}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
