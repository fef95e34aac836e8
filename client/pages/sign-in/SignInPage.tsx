// Lets the team in and tells nobody who the team is: every wrong pair gets the same words.

import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { useSignIn } from '../../api/changes.ts'
import { useFront, useUnsentEdits } from '../../api/queries.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'

function wordsOf(error: unknown): string {
  if (isProblem(error, 'too-many-tries'))
    return 'Please wait 10 minutes, or ask the coordinator to let you in.'
  if (isProblem(error, 'wrong-pair') || isProblem(error, 'bad-request'))
    return 'That did not work. Check the address and the password.'
  if (isProblem(error)) return error.title
  return 'That did not work. Please try again.'
}

function againWords(edits: number): string {
  if (edits === 0) return 'Please sign in again.'
  const kept = edits === 1 ? '1 edit is' : `${edits} edits are`
  return `Please sign in again. Your ${kept} kept on this device.`
}

/** Where somebody was before they were sent here; only a place inside. */
function readBack(): string {
  const back = (history.state as { back?: unknown } | null)?.back
  return typeof back === 'string' && /^\/(?!\/)/u.test(back) ? back : '/'
}

/** `isAgain`: over screens that are still open, whose session has ended. */
export function SignInPage({ isAgain = false }: { isAgain?: boolean }) {
  useTitle('Sign in')
  const [, navigate] = useLocation()
  const front = useFront()
  const edits = useUnsentEdits()
  const signIn = useSignIn()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const isOffline = isProblem(signIn.error, 'offline') || isProblem(front.error, 'offline')
  const event = front.data?.event?.name

  useEffect(() => {
    if (isAgain) document.querySelector<HTMLElement>('input[name="email"]')?.focus()
  }, [isAgain])

  const send = () =>
    signIn.mutate(
      { email: email.trim(), password },
      { onSuccess: () => !isAgain && navigate(readBack(), { replace: true }) },
    )

  return (
    <Entry
      title="Sign in"
      lead={event ? `For the response team of ${event}.` : undefined}
      help={
        <>
          <IconPhone size={20} stroke={1.6} aria-hidden="true" />
          <p>
            <b>Not on the team and need help?</b>
            <br />
            Find somebody of the response team, or ask at the registration desk.
          </p>
        </>
      }
    >
      <EntryForm onSubmit={send}>
        {isAgain && (
          <Notice tone="due" role="status">
            {againWords(edits)}
          </Notice>
        )}
        {front.data && !front.data.isSetUp && (
          <Notice>Greenroom is not set up yet. Open the set-up link that it printed when it started.</Notice>
        )}
        {isOffline && (
          <Notice
            tone="due"
            role="alert"
            action={
              <Button variant="default" onClick={() => navigate('/first-response')}>
                Open first-response card
              </Button>
            }
          >
            No network. You can open the first-response card now.
          </Notice>
        )}
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          placeholder="you@example.org"
          value={email}
          onChange={(change) => setEmail(change.currentTarget.value)}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(change) => setPassword(change.currentTarget.value)}
        />
        {signIn.error && !isOffline && (
          <Notice tone="due" role="alert">
            {wordsOf(signIn.error)}
          </Notice>
        )}
        <Button type="submit" loading={signIn.isPending} mih={50}>
          Sign in
        </Button>
      </EntryForm>
    </Entry>
  )
}
