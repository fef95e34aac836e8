// Lets the team in and tells nobody who the team is: every wrong pair gets the same words.

import { Button } from '@mantine/core'
import { IconKey, IconPhone } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { useSignIn } from '../../api/changes.ts'
import { useFront, useIsSessionOver, useUnsentEdits } from '../../api/queries.ts'
import { useWaitWords } from '../../api/wait.ts'
import { useCanKeep } from '../../offline/use-offline-store.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { PasswordField, TextField } from '../../ui/form/fields.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'

function wordsOf(error: unknown): string {
  if (isProblem(error, 'wrong-pair') || isProblem(error, 'bad-request'))
    return 'That did not work. Check the address and the password.'
  if (isProblem(error)) return error.title
  return 'That did not work. Please try again.'
}

/** On plain http nothing is kept: there they are on this page and nowhere else. */
function againWords(edits: number, canKeep: boolean): string {
  if (edits === 0) return 'Please sign in again.'
  if (!canKeep)
    return `Please sign in again. Keep this page open: your ${edits === 1 ? 'edit waits' : `${edits} edits wait`} here.`
  return `Please sign in again. Your ${edits === 1 ? '1 edit is' : `${edits} edits are`} kept on this device.`
}

/** Where somebody was before they were sent here; only a place inside. */
function readBack(): string {
  const back = (history.state as { back?: unknown } | null)?.back
  return typeof back === 'string' && /^\/(?!\/)/u.test(back) ? back : '/'
}

/** Why somebody was sent here, as sentences. */
function readWhy(): string | undefined {
  const why = (history.state as { why?: unknown } | null)?.why
  return typeof why === 'string' ? why : undefined
}

/** `isAgain`: over screens that are still open, whose session has ended. */
export function SignInPage({ isAgain = false }: { isAgain?: boolean }) {
  useTitle('Sign in')
  const [, navigate] = useLocation()
  const front = useFront()
  const edits = useUnsentEdits()
  const isOver = useIsSessionOver()
  const canKeep = useCanKeep()
  const signIn = useSignIn()
  const wait = useWaitWords(signIn.error)
  const form = useForm({ email: '', password: '' })
  const isOffline = isProblem(signIn.error, 'offline') || isProblem(front.error, 'offline')
  const event = front.data?.event?.name
  const why = isAgain ? undefined : readWhy()

  useEffect(() => {
    if (isAgain) document.querySelector<HTMLElement>('input[name="email"]')?.focus()
  }, [isAgain])

  const send = () =>
    signIn.mutate(
      { email: form.values.email.trim(), password: form.values.password },
      { onSuccess: () => !isAgain && navigate(readBack(), { replace: true }) },
    )

  return (
    <Entry
      title="Sign in"
      isDemo={front.data?.isDemo}
      lead={event ? `For the response team of ${event}.` : undefined}
      help={
        <>
          <IconKey size={20} stroke={1.6} aria-hidden="true" />
          <p>
            <b>Forgot your password?</b>
            <br />
            Ask your chair or a coordinator for a link back in.
          </p>
          <IconPhone size={20} stroke={1.6} aria-hidden="true" />
          <p>
            <b>Not on the team and need help?</b>
            <br />
            Find somebody of the response team, or ask at the registration desk.
          </p>
        </>
      }
    >
      <EntryForm isBusy={signIn.isPending} onSend={send}>
        {(isAgain || isOver) && (
          <Notice tone="due" role="status">
            {againWords(isAgain ? edits : 0, canKeep)}
          </Notice>
        )}
        {why && (
          <Notice tone="due" role="status">
            {why}
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
              <Button variant="default" onClick={() => navigate(addresses.firstResponse)}>
                Open first-response card
              </Button>
            }
          >
            No network. You can open the first-response card now.
          </Notice>
        )}
        <TextField
          label="Email"
          type="email"
          autoComplete="username"
          placeholder="you@example.org"
          {...form.field('email')}
        />
        <PasswordField label="Password" autoComplete="current-password" {...form.field('password')} />
        <NotDone words={signIn.error && !isOffline && (wait ?? wordsOf(signIn.error))} />
        <Button type="submit" loading={signIn.isPending} mih={50}>
          Sign in
        </Button>
      </EntryForm>
    </Entry>
  )
}
