// The whole client: providers, and which screen an address names. Screens load when they are first opened, so that
// signing in costs little on a phone.

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { tabAt, tabOf } from '#shared/cases/tabs.ts'
import { lookWhetherOver } from '../api/leave.ts'
import { askEarly } from '../api/queries.ts'
import { createQueryClient } from '../api/query-client.ts'
import { Announcer } from '../ui/Announcer.tsx'
import { addresses } from '../ui/addresses.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { part } from '../ui/part.tsx'
import { cssVariablesResolver, theme } from '../ui/theme.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { connectEarly } from './early-live.ts'
import { Invited } from './Invited.tsx'
import { loadCase } from './parts.ts'
import { Session } from './session.tsx'

const SignInPage = lazy(async () => ({
  default: (await import('../pages/sign-in/SignInPage.tsx')).SignInPage,
}))
const SetupPage = lazy(async () => ({ default: (await import('../pages/setup/SetupPage.tsx')).SetupPage }))
const JoinPage = lazy(async () => ({ default: (await import('../pages/join/JoinPage.tsx')).JoinPage }))
const RecoverPage = lazy(async () => ({
  default: (await import('../pages/recover/RecoverPage.tsx')).RecoverPage,
}))
const AddPhonePage = lazy(async () => ({
  default: (await import('../pages/phones/AddPhonePage.tsx')).AddPhonePage,
}))
const RoomPage = lazy(async () => ({ default: (await import('../pages/room/RoomPage.tsx')).RoomPage }))
const SignedIn = part(async () => (await import('./SignedIn.tsx')).SignedIn)

const queryClient = createQueryClient()
const isForMembers = !/^\/(sign-in|setup|invite|recover|add)(\/|$)|^\/c\/[^/]+\/room$/.test(location.pathname)
if (isForMembers) askAhead()
else void lookWhetherOver()

/** The frame, its answers, and a case's screen and editor at once: one after the other they take seconds on a phone. */
function askAhead(): void {
  const [, code, path] = /^\/c\/([^/]+)(?:\/([^/]+))?/.exec(location.pathname) ?? []
  const tab = tabAt(path)
  const caseId = askEarly(queryClient, code, tab && tabOf(tab).needs)
  connectEarly(caseId).catch(() => {
    // The first screen connects by itself.
  })
  void SignedIn.ahead()
  if (code && tab) void loadCase(tab)
}

const colorSchemeManager = localStorageColorSchemeManager({ key: 'greenroom-theme' })

export function App({ nonce }: { nonce: string }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <Announcer>
          <ErrorBoundary>
            <Suspense fallback={<Waiting />}>
              <Switch>
                <Route path={addresses.signIn}>
                  <SignInPage />
                </Route>
                <Route path={addresses.setUp}>
                  <SetupPage />
                </Route>
                <Route path={addresses.room}>{({ code }) => <RoomPage key={code} code={code} />}</Route>
                <Route path={addresses.addPhone}>
                  <AddPhonePage />
                </Route>
                <Route path={addresses.invite}>
                  <Invited>
                    <SignedIn />
                  </Invited>
                </Route>
                <Route path={addresses.join}>
                  {({ code }) => (
                    <Session>
                      <JoinPage key={code} code={code} />
                    </Session>
                  )}
                </Route>
                <Route path={addresses.recover}>
                  <RecoverPage />
                </Route>
                <Route>
                  <Session>
                    <SignedIn />
                  </Session>
                </Route>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Announcer>
      </QueryClientProvider>
    </MantineProvider>
  )
}
