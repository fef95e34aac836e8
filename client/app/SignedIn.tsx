// Everything behind the sign-in: the live connection, the frame, and the screens. Loaded once somebody is signed in.

import { lazy, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { CaseTab } from '../pages/case/CasePage.tsx'
import { NotAvailablePage } from '../pages/not-available/NotAvailablePage.tsx'
import { PageShape } from '../ui/CardShape.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Frame } from './Frame.tsx'
import { isPhone } from './layout.ts'
import { LiveNews } from './live-news.tsx'
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
const CasePage = lazy(async () => ({ default: (await import('../pages/case/CasePage.tsx')).CasePage }))
const StaffPage = lazy(async () => ({ default: (await import('../pages/staff/StaffPage.tsx')).StaffPage }))
const SettingsPage = lazy(async () => ({
  default: (await import('../pages/settings/SettingsPage.tsx')).SettingsPage,
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
  return (
    <ErrorBoundary resetOn={path}>
      <Suspense fallback={shape}>{children}</Suspense>
    </ErrorBoundary>
  )
}

/** The tab that an address names; the meeting when it names none. */
function readTab(text: string | undefined): CaseTab | undefined {
  return text === undefined ? 'meeting' : tabs.find((tab) => tab === text)
}

const tabs: readonly CaseTab[] = ['meeting', 'report', 'access']

function Screens() {
  return (
    <Fenced>
      <Switch>
        <Route path="/">
          <Redirect to={isPhone() ? '/me' : '/board'} replace />
        </Route>
        <Route path="/board">
          <BoardPage />
        </Route>
        <Route path="/me">
          <MyTasksPage />
        </Route>
        <Route path="/first-response">
          <FirstResponsePage />
        </Route>
        <Route path="/report">
          <ReportPage />
        </Route>
        <Route path="/c/:code/:tab?">
          {({ code, tab }) => {
            const known = readTab(tab)
            return known ? <CasePage key={code} code={code} tab={known} /> : <NotAvailablePage />
          }}
        </Route>
        <Route path="/conflict-check">
          <ConflictCheckPage />
        </Route>
        <Route path="/staff">
          <StaffPage />
        </Route>
        <Route path="/settings">
          <SettingsPage />
        </Route>
        <Route>
          <NotAvailablePage />
        </Route>
      </Switch>
    </Fenced>
  )
}

export function SignedIn() {
  return (
    <LiveNews>
      <WayOut>
        <Frame>
          <Screens />
        </Frame>
      </WayOut>
    </LiveNews>
  )
}
