// Accepting an invitation: who invites to what, then name, email and password. A link that does not work any more
// says so, and what to do.

import { Button } from '@mantine/core'
import { Redirect, useLocation } from 'wouter'
import type { InvitationLook } from '#shared/http/people.ts'
import { useInvitationLook } from '../../api/account.ts'
import { fieldsOfProblem, isProblem } from '../../api/ask.ts'
import { useAcceptInvitation } from '../../api/changes.ts'
import { useFront } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { PasswordField, TextField } from '../../ui/form/fields.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { LinkLook } from '../../ui/LinkLook.tsx'
import { useTitle } from '../../ui/title.ts'

const notWhole = 'This link is not whole. Open the link from your invitation again.'

/** Whoever joined with it opens it again, as the way in that they know. */
const usedWords = 'If you have joined with it, sign in.'

const wordsOf = (error: unknown): string =>
  isProblem(error) ? error.title : 'That did not work. Please try again.'

/** Nothing is wrong with the link. */
const isPassing = (error: unknown): boolean =>
  isProblem(error) && !['bad-request', 'not-available'].includes(error.kind)

export function InvitePage() {
  useTitle('Invitation')
  const token = useFragmentToken()
  const look = useInvitationLook(token)
  const isDemo = useFront().data?.isDemo
  if (token && look.data) return <InviteForm key={token} token={token} look={look.data} />
  if (token && isProblem(look.error, 'expired-invitation'))
    return <Redirect to={addresses.signIn} replace state={{ why: `${look.error.title} ${usedWords}` }} />
  const isLookedAt = token && !look.error
  const wrong = token && !isProblem(look.error, 'bad-request') ? wordsOf(look.error) : notWhole
  return (
    <LinkLook
      title="Invitation"
      isPassing={isPassing(look.error)}
      wrong={isLookedAt ? undefined : wrong}
      {...{ isDemo, look }}
    />
  )
}

const empty = { name: '', email: '', password: '' }

function InviteForm({ token, look }: { token: string; look: InvitationLook }) {
  const [, navigate] = useLocation()
  const accept = useAcceptInvitation()
  const isDemo = useFront().data?.isDemo
  const form = useForm(empty)

  const send = () => {
    form.clear()
    const { values } = form
    accept.mutate(
      { token, ...values, name: values.name.trim(), email: values.email.trim() },
      {
        onSuccess: () => navigate(addresses.welcome, { replace: true }),
        onError: (error) => form.refuse(fieldsOfProblem(error)),
      },
    )
  }

  return (
    <Entry title="Invitation" isDemo={isDemo} lead={`You are invited to ${look.event.name} as ${look.role}.`}>
      <EntryForm formRef={form.ref} isBusy={accept.isPending} onSend={send}>
        <TextField autoFocus label="Your name" autoComplete="name" {...form.field('name')} />
        <TextField label="Email" type="email" autoComplete="username" {...form.field('email')} />
        <PasswordField
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...form.field('password')}
        />
        <NotDone words={form.isRight && accept.error && wordsOf(accept.error)} />
        <Button type="submit" loading={accept.isPending} mih={50}>
          Join the team
        </Button>
      </EntryForm>
    </Entry>
  )
}
