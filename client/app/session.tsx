// Who is signed in, and what happens when nobody is. Somebody who was sent to sign in comes back to where they were;
// a session that ends under open screens keeps them, hidden, because they may hold words that were not sent yet.

import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../api/ask.ts'
import { useFront, useIsSessionOver, useMe } from '../api/queries.ts'
import { addresses } from '../ui/addresses.ts'
import { DemoMark } from '../ui/DemoMark.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Waiting } from '../ui/Waiting.tsx'

const SignInPage = lazy(async () => ({
  default: (await import('../pages/sign-in/SignInPage.tsx')).SignInPage,
}))
const FirstResponsePage = lazy(async () => ({
  default: (await import('../pages/first-response/FirstResponsePage.tsx')).FirstResponsePage,
}))

/** The first-response card without anybody signed in: it must open in any state. */
function BareCard() {
  const { data: front } = useFront()
  return (
    <main id="main" tabIndex={-1} className="bare-page">
      <DemoMark isDemo={front?.isDemo} />
      <Suspense fallback={<Waiting />}>
        <FirstResponsePage />
      </Suspense>
    </main>
  )
}

/** Shows `children` to a member, and to nobody else. */
export function Session({ children }: { children: ReactNode }) {
  const [path] = useLocation()
  const me = useMe()
  const isOver = useIsSessionOver()
  if (me.data)
    return (
      // Another member gets nothing of what stood here before.
      <div key={me.data.member.id} style={{ display: 'contents' }}>
        <div style={{ display: isOver ? 'none' : 'contents' }}>{children}</div>
        {isOver && (
          <Suspense fallback={<Waiting />}>
            <SignInPage isAgain />
          </Suspense>
        )}
      </div>
    )
  if (path === addresses.firstResponse && !me.isPending) return <BareCard />
  if (me.isPending) return <Waiting />
  if (me.error) return <Unreachable error={me.error} again={() => void me.refetch()} />
  return <ToSignIn />
}

function ToSignIn() {
  const [path, navigate] = useLocation()
  useEffect(() => {
    // Whoever was welcomed once comes home the next time.
    const back = path === '/' || path === addresses.welcome ? undefined : path
    navigate(addresses.signIn, { replace: true, state: { back } })
  }, [path, navigate])
  return null
}

function Unreachable({ error, again }: { error: Error; again: () => void }) {
  const [, navigate] = useLocation()
  return (
    <main id="main" className="bare-page">
      {isProblem(error, 'offline') ? (
        <EmptyState
          level={1}
          title="No network"
          actions={
            <>
              <Button onClick={() => navigate(addresses.firstResponse)}>Open first-response card</Button>
              <Button variant="default" onClick={again}>
                Try again
              </Button>
            </>
          }
        >
          No network. You can open the first-response card now.
        </EmptyState>
      ) : (
        <EmptyState
          level={1}
          title="Greenroom cannot be reached"
          actions={<Button onClick={again}>Try again</Button>}
        >
          The server is busy. Please try again in a moment.
        </EmptyState>
      )}
    </main>
  )
}
