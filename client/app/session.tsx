// Who is signed in, and what happens when nobody is. Somebody who was sent to sign in comes back to where they were;
// a session that ends under open screens keeps them, hidden, because they may hold words that were not sent yet.

import { Button } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../api/ask.ts'
import { useIsSessionOver, useMe } from '../api/queries.ts'
import { SignInPage } from '../pages/sign-in/SignInPage.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Waiting } from '../ui/Waiting.tsx'

/** Shows `children` to a member. `card` stands in for /first-response while nobody is signed in. */
export function Session({ children, card }: { children: ReactNode; card: ReactNode }) {
  const [path] = useLocation()
  const me = useMe()
  const isOver = useIsSessionOver()
  if (me.data)
    return (
      // Another member gets nothing of what stood here before.
      <div key={me.data.member.id} style={{ display: 'contents' }}>
        <div style={{ display: isOver ? 'none' : 'contents' }}>{children}</div>
        {isOver && <SignInPage isAgain />}
      </div>
    )
  if (path === '/first-response' && !me.isPending) return card
  if (me.isPending) return <Waiting />
  if (me.error) return <Unreachable error={me.error} again={() => void me.refetch()} />
  return <ToSignIn />
}

function ToSignIn() {
  const [path, navigate] = useLocation()
  useEffect(() => {
    navigate('/sign-in', { replace: true, state: { back: path === '/' ? undefined : path } })
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
              <Button onClick={() => navigate('/first-response')}>Open first-response card</Button>
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
