// The way back in: somebody of the team has made this link for a member who lost their password. It is good once; whatever is
// wrong with it, it says the same.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { RecoveryLook } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useRecoveryLook } from '../../api/account.ts'
import { fieldsOfProblem, isProblem } from '../../api/ask.ts'
import { useRecover } from '../../api/changes.ts'
import { useFront } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { PasswordField, TextField } from '../../ui/form/fields.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { LinkLook } from '../../ui/LinkLook.tsx'
import { useTitle } from '../../ui/title.ts'

const noLongerGood = 'This link is no longer good. Ask for a new one.'
const setAlready =
  'Your new password may be set already: sign in with it. If that does not work, ask for a new link.'
const title = 'Back in'

function wordsOf(error: unknown): string {
  if (isProblem(error, 'expired-link') || isProblem(error, 'bad-request')) return noLongerGood
  if (isProblem(error, 'offline')) return 'No network. Try again when you are online.'
  return isProblem(error) ? error.title : 'That did not work. Please try again.'
}

export function RecoverPage() {
  useTitle(title)
  const token = useFragmentToken()
  const look = useRecoveryLook(token)
  const isDemo = useFront().data?.isDemo
  if (token && look.data) return <RecoverForm key={token} token={token} look={look.data} />
  const isLookedAt = token && !look.error
  const wrong = token ? wordsOf(look.error) : noLongerGood
  return (
    <LinkLook
      title={title}
      isPassing={isProblem(look.error, 'offline')}
      wrong={isLookedAt ? undefined : wrong}
      {...{ isDemo, look }}
    />
  )
}

function RecoverForm({ token, look }: { token: string; look: RecoveryLook }) {
  const [, navigate] = useLocation()
  const recover = useRecover()
  const form = useForm({ password: '' })
  // What was sent may have arrived although no answer came: then the link is used up, and the password is set.
  const [wasCut, setCut] = useState(false)
  const isDemo = useFront().data?.isDemo

  const send = () => {
    form.clear()
    recover.mutate(
      { token, ...form.values },
      {
        onSuccess: () => navigate('/', { replace: true }),
        onError: (error) => {
          if (isProblem(error, 'offline')) setCut(true)
          form.refuse(fieldsOfProblem(error))
        },
      },
    )
  }

  const isSetAlready = wasCut && isProblem(recover.error, 'expired-link')

  return (
    <Entry
      title={title}
      isDemo={isDemo}
      lead={`${firstNameOf(look.name)}, choose a new password for ${look.event.name}. Everywhere else you are signed out by it.`}
    >
      <EntryForm formRef={form.ref} isBusy={recover.isPending} onSend={send}>
        <TextField label="Email" name="email" autoComplete="username" readOnly value={look.email} />
        <PasswordField
          label="New password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...form.field('password')}
        />
        <NotDone
          words={form.isRight && recover.error && (isSetAlready ? setAlready : wordsOf(recover.error))}
          action={
            isSetAlready && (
              <Button component={Link} variant="default" href={addresses.signIn}>
                Sign in
              </Button>
            )
          }
        />
        <Button type="submit" loading={recover.isPending} mih={50}>
          Set password and sign in
        </Button>
      </EntryForm>
    </Entry>
  )
}
