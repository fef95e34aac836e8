// Everything behind the sign-in: the live connection, the frame, and the screens. Loaded once somebody is signed in.

import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { tabAt } from '#shared/cases/tabs.ts'
import { useNumbers } from '../api/first-response.ts'
import { useIsSessionOver, useMe } from '../api/queries.ts'
import { NotAvailablePage } from '../pages/not-available/NotAvailablePage.tsx'
import { desk, useDeskOf, useDone, useIsHanded } from '../pages/report/use-report.ts'
import { useLive } from '../sync/live-context.tsx'
import { addresses } from '../ui/addresses.ts'
import { isPhone } from '../ui/breakpoints.ts'
import { PageShape } from '../ui/CardShape.tsx'
import { DemoMark } from '../ui/DemoMark.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { Frame } from './Frame.tsx'
import { LiveNews } from './live-news.tsx'
import { CasePage } from './parts.ts'
import { unsentText } from './unsent.ts'
import { WayOut } from './WayOut.tsx'

const BoardPage = lazy(async () => ({ default: (await import('../pages/board/BoardPage.tsx')).BoardPage }))
const MyTasksPage = lazy(async () => ({
  default: (await import('../pages/my-tasks/MyTasksPage.tsx')).MyTasksPage,
}))
const ReportPage = lazy(async () => ({
  default: (await import('../pages/report/ReportPage.tsx')).ReportPage,
}))
const FirstResponsePage = lazy(async () => ({
  default: (await import('../pages/first-response/FirstResponsePage.tsx')).FirstResponsePage,
}))
const WelcomePage = lazy(async () => ({
  default: (await import('../pages/welcome/WelcomePage.tsx')).WelcomePage,
}))
const StaffPage = lazy(async () => ({ default: (await import('../pages/staff/StaffPage.tsx')).StaffPage }))
const SettingsPage = lazy(async () => ({
  default: (await import('../pages/settings/SettingsPage.tsx')).SettingsPage,
}))
const ProcedurePage = lazy(async () => ({
  default: (await import('../pages/procedure/ProcedurePage.tsx')).ProcedurePage,
}))
const CaseProcedurePage = lazy(async () => ({
  default: (await import('../pages/procedure/CaseProcedurePage.tsx')).CaseProcedurePage,
}))

const PagePage = lazy(async () => ({ default: (await import('../pages/paging/PagePage.tsx')).PagePage }))
const InvitedAgain = lazy(async () => ({
  default: (await import('../pages/invite/InvitedAgain.tsx')).InvitedAgain,
}))
const ConflictCheckPage = lazy(async () => ({
  default: (await import('../pages/conflict-check/ConflictCheckPage.tsx')).ConflictCheckPage,
}))

const shape = (
  <Waiting>
    <PageShape />
  </Waiting>
)

/** A screen's own fence: when it breaks or loads, the frame around it stays. */
function Fenced({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  const live = useLive()
  const client = useQueryClient()
  const text = () => unsentText(live, client, desk.state().draft.whatHappened)
  return (
    <ErrorBoundary resetOn={path} textToCopy={text}>
      <Suspense fallback={shape}>{children}</Suspense>
    </ErrorBoundary>
  )
}

/** Whoever is to be let in somewhere goes on waiting where they waited. */
function Home() {
  const { data: me } = useMe()
  return (
    <Redirect
      to={me?.waitsFor ? addresses.welcome : isPhone() ? addresses.myTasks : addresses.board}
      replace
    />
  )
}

/** What is ticked belongs to the report that comes of it. */
function FirstResponse() {
  return <FirstResponsePage done={useDone()} />
}

function Screens() {
  return (
    <Fenced>
      <Switch>
        <Route path="/">
          <Home />
        </Route>
        <Route path={addresses.welcome}>
          <WelcomePage />
        </Route>
        <Route path={addresses.board}>
          <BoardPage />
        </Route>
        <Route path={addresses.myTasks}>
          <MyTasksPage />
        </Route>
        <Route path={addresses.firstResponse}>
          <FirstResponse />
        </Route>
        <Route path={addresses.report}>
          <ReportPage />
        </Route>
        <Route path={addresses.caseProcedure}>
          {({ code }) => <CaseProcedurePage key={code} code={code} />}
        </Route>
        <Route path={addresses.case}>
          {({ code, tab }) => {
            const known = tabAt(tab)
            return known ? <CasePage key={code} code={code} tab={known} /> : <NotAvailablePage />
          }}
        </Route>
        <Route path={addresses.invite}>
          <InvitedAgain />
        </Route>
        <Route path={addresses.conflictCheck}>
          <ConflictCheckPage />
        </Route>
        <Route path={addresses.page}>{({ id }) => <PagePage id={id} />}</Route>
        <Route path={addresses.staff}>
          <StaffPage />
        </Route>
        <Route path={addresses.procedure}>
          <ProcedurePage />
        </Route>
        <Route path={addresses.settings}>
          <SettingsPage />
        </Route>
        <Route>
          <NotAvailablePage />
        </Route>
      </Switch>
    </Fenced>
  )
}

/** While the reporter holds the phone there is only their page, whatever address is typed; no frame, no keys. */
function Handed() {
  const [path] = useLocation()
  const { data: me } = useMe()
  return (
    <>
      {path !== addresses.report && <Redirect to={addresses.report} replace />}
      <main id="main" tabIndex={-1}>
        <DemoMark isDemo={me?.isDemo} />
        <Fenced>
          <ReportPage />
        </Fenced>
      </main>
    </>
  )
}

export function SignedIn() {
  const { data: me } = useMe()
  const isHanded = useIsHanded()
  useDeskOf(me?.member.id, useIsSessionOver())
  // Asked for before anybody needs them: then there may be no network.
  useNumbers(me !== undefined && me !== null)
  return (
    <LiveNews>
      <WayOut>
        {isHanded ? (
          <Handed />
        ) : (
          <Frame>
            <Screens />
          </Frame>
        )}
      </WayOut>
    </LiveNews>
  )
}
