// The sidebar of wide screens: name, event, "New report", navigation, and who is signed in. As a rail it keeps the
// icons and says the words only aloud.

import { Button } from '@mantine/core'
import { IconPencilPlus } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { usePaging } from '../api/paging.ts'
import { useCases, useMe, useMyTasks } from '../api/queries.ts'
import { addresses } from '../ui/addresses.ts'
import { CallButton } from '../ui/CallButton.tsx'
import { Logo } from '../ui/Logo.tsx'
import { PageStatus } from '../ui/PageStatus.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import { isCurrent, places } from './places.tsx'
import { RingHere } from './RingHere.tsx'
import look from './Sidebar.module.css'

function useCounts(): Record<'cases' | 'tasks', number | undefined> {
  const cases = useCases()
  const tasks = useMyTasks()
  return {
    cases: cases.data?.length,
    tasks: tasks.data?.filter((task) => task.state === 'open' || task.state === 'accepted').length,
  }
}

/** Without a case: it says who calls and no more. A case has its own button. */
function PageFromHere() {
  const { label, isBusy, call, status } = usePaging()
  return (
    <div className={look.paging}>
      <CallButton
        {...{ label, isBusy, call }}
        fullWidth
        className={look.page ?? ''}
        labelClass={look.words}
      />
      <div className={look.pageLine}>
        <PageStatus {...status} />
      </div>
    </div>
  )
}

export function Sidebar({ isRail }: { isRail: boolean }) {
  const [path, navigate] = useLocation()
  const { data: me } = useMe()
  const counts = useCounts()
  return (
    <header className={look.side} data-rail={isRail || undefined}>
      <Link href={addresses.board} className={look.logo}>
        <Logo />
      </Link>
      <p className={look.event}>{me?.event.name}</p>
      <Button
        fullWidth
        className={look.report}
        leftSection={<IconPencilPlus size={20} stroke={1.6} aria-hidden="true" />}
        onClick={() => navigate(addresses.firstResponse)}
      >
        <span className={look.words}>New report</span>
      </Button>
      {!isRail && <PageFromHere />}
      <nav className={look.nav} aria-label="Main">
        {places.map(({ href, label, Icon, count }) => (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent(href, path) ? 'page' : undefined}
            title={label}
          >
            <Icon size={20} stroke={1.6} aria-hidden="true" />
            <span className={look.words}>{label}</span>
            {count && Boolean(counts[count]) && <span className={`${look.count} num`}>{counts[count]}</span>}
          </Link>
        ))}
      </nav>
      {!isRail && <RingHere />}
      <MemberMenu />
    </header>
  )
}
