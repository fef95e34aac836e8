// The frame around every screen of the team: skip link, sidebar or rail, on phones a top and a bottom bar, the main
// landmark, and what belongs to no single screen (palette, shortcuts, new tasks, the word about plain http).

import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useProcedureAhead } from '../api/procedure.ts'
import { useMe } from '../api/queries.ts'
import { useRosterAhead } from '../api/roster.ts'
import { WaitingArrivals } from '../pages/arrivals/WaitingArrivals.tsx'
import { ConflictCheckCard } from '../pages/conflict-check/ConflictCheckCard.tsx'
import { NewTaskAlert } from '../pages/my-tasks/NewTaskAlert.tsx'
import { IncomingPages } from '../pages/paging/IncomingPages.tsx'
import { OnMyWayCards } from '../pages/paging/OnMyWay.tsx'
import { WaitingPhones } from '../pages/phones/WaitingPhones.tsx'
import { useIsTakingReport } from '../pages/report/use-report.ts'
import { DemoMark } from '../ui/DemoMark.tsx'
import { FindProvider } from '../ui/find.tsx'
import { GatherProvider } from '../ui/gather.ts'
import { PlainHttpNotice } from '../ui/PlainHttpNotice.tsx'
import look from './Frame.module.css'
import { useFocusOnNavigation } from './focus.ts'
import { layoutOf } from './layout.ts'
import { NewVersion } from './NewVersion.tsx'
import { BottomBar, TopBar } from './phone-bars.tsx'
import { SessionEnd } from './SessionEnd.tsx'
import { ShortcutList } from './ShortcutList.tsx'
import { Sidebar } from './Sidebar.tsx'
import { useShortcuts } from './shortcuts.ts'

const CallAMeeting = lazy(async () => ({
  default: (await import('../pages/paging/CallAMeeting.tsx')).CallAMeeting,
}))
const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

export function Frame({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  const { data: me } = useMe()
  const layout = layoutOf(path)
  const isTakingReport = useIsTakingReport(path)
  const main = useRef<HTMLElement>(null)
  const [isFinding, setFinding] = useState(false)
  const [isListing, setListing] = useState(false)
  const [isGathering, setGathering] = useState(false)
  const find = useCallback(() => setFinding(true), [])
  const list = useCallback(() => setListing(true), [])
  const gather = useCallback(() => setGathering(true), [])
  useFocusOnNavigation(main)
  useShortcuts({ find, list })
  useProcedureAhead()
  useRosterAhead()

  return (
    <Ways find={find} gather={gather}>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <div className={look.frame} data-layout={layout}>
        <Sidebar isRail={layout === 'case'} />
        {layout === 'page' && <TopBar />}
        <main id="main" ref={main} tabIndex={-1} className={look.main}>
          <DemoMark isDemo={me?.isDemo} />
          <PlainHttpNotice />
          <div className={look.notices}>
            <NewVersion />
            <OnMyWayCards />
            <ConflictCheckCard />
            <WaitingPhones />
            <WaitingArrivals />
          </div>
          {children}
        </main>
        {layout === 'page' && <BottomBar />}
      </div>
      <NewTaskAlert isHeldBack={isTakingReport} />
      <SessionEnd />
      <IncomingPages />
      {isFinding && (
        <Suspense>
          <Palette onClose={() => setFinding(false)} />
        </Suspense>
      )}
      <ShortcutList isOpen={isListing} onClose={() => setListing(false)} />
      {isGathering && (
        <Suspense>
          <CallAMeeting onClose={() => setGathering(false)} />
        </Suspense>
      )}
    </Ways>
  )
}

/** What the app opens for whatever is on a page. */
function Ways({ find, gather, children }: { find: () => void; gather: () => void; children: ReactNode }) {
  return (
    <FindProvider value={find}>
      <GatherProvider value={gather}>{children}</GatherProvider>
    </FindProvider>
  )
}
