// An invitation that is opened where somebody is signed in already: who that is, and both ways on.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { firstNameOf } from '#shared/people/initials.ts'
import { inLine } from '#shared/text/bounded.ts'
import { useMe } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { useSignOutHere } from '../../ui/sign-out.tsx'
import { useTitle } from '../../ui/title.ts'

export function InvitedAgain() {
  useTitle('Invitation')
  // Out of the address bar, and kept for whoever signs out to use it.
  useFragmentToken()
  const { data: me } = useMe()
  const signOut = useSignOutHere()
  if (!me) return null
  const { name } = me.member
  return (
    <EmptyState
      level={1}
      title={`You are signed in as ${inLine(name)}`}
      actions={
        <>
          <Button component={Link} href="/">
            Go on as {inLine(firstNameOf(name))}
          </Button>
          <Button variant="default" onClick={signOut}>
            Sign out and use the invitation
          </Button>
        </>
      }
    >
      <p>
        You are on the team already and need no invitation. It makes a new account: sign out only if this
        device is for somebody else now.
      </p>
    </EmptyState>
  )
}
