// What somebody said that they would do: whom they told that they are on the way, where to, and how to reach them. It stays on
// Home and on the board until they are there, or cannot come after all.

import { Button } from '@mantine/core'
import { IconWalk } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Page } from '#shared/http/pages.ts'
import { useAnswerPage, usePages } from '../../api/pages.ts'
import { casePath, useMe, useMembersById } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { addresses } from '../../ui/addresses.ts'
import { CallLink } from '../../ui/CallLink.tsx'
import { clockOf } from '../../ui/clock.ts'
import { NotDone } from '../../ui/form/Form.tsx'
import { sayCaller, sayOnMyWay } from './asked-words.ts'
import look from './on-my-way.module.css'

const paths = new Set<string>([addresses.board, addresses.myTasks])

/** The pages that this member is on the way to, the latest first. */
function useComing(): Page[] {
  const { data } = usePages()
  const { data: me } = useMe()
  const isMine = ({ calls }: Page) =>
    calls.some(({ member, answer, hereAt }) => member === me?.member.id && answer === 'on-my-way' && !hereAt)
  return data?.pages.filter((page) => page.state !== 'stopped' && isMine(page)) ?? []
}

export function OnMyWayCards() {
  const [path] = useLocation()
  const coming = useComing()
  if (!paths.has(path)) return null
  return coming.map((page) => <OnMyWay key={page.id} page={page} />)
}

function OnMyWay({ page }: { page: Page }) {
  const id = useId()
  const { data: me } = useMe()
  const caller = useMembersById().get(page.by ?? '')
  const mine = page.calls.find(({ member }) => member === me?.member.id)
  const name = sayCaller(page.by, caller?.name)
  const at = clockOf(mine?.answeredAt ?? page.at, me?.event.timeZone ?? 'UTC')
  return (
    <section className={look.card} data-urgent={page.isUrgent || undefined} aria-labelledby={id}>
      <h2 id={id}>
        <IconWalk size={20} stroke={1.6} aria-hidden="true" />
        You are on the way
      </h2>
      <p className="num">{sayOnMyWay(page.by && name, at, page.place)}</p>
      <div className={look.acts}>
        {caller?.phone && <CallLink name={name} phone={caller.phone} />}
        {page.case && (
          <Button
            component={Link}
            variant="default"
            href={casePath(page.case.codeName, page.isUrgent ? '/report' : '')}
          >
            Open {page.case.codeName}
          </Button>
        )}
        <EndActs page={page} />
      </div>
    </section>
  )
}

function EndActs({ page }: { page: Page }) {
  const answer = useAnswerPage()
  const [failed, setFailed] = useState<string>()
  const give = (what: 'here' | 'cannot') =>
    answer.mutate(
      { id: page.id, answer: what },
      {
        // The card that had the focus is gone.
        onSuccess: () => document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true }),
        onError: (error) => setFailed(sayNotDone('That was not told.', error)),
      },
    )
  return (
    <>
      <Button loading={answer.isPending} onClick={() => give('here')}>
        I am here
      </Button>
      <Button variant="subtle" disabled={answer.isPending} onClick={() => give('cannot')}>
        I can’t after all
      </Button>
      <NotDone words={failed} />
    </>
  )
}
