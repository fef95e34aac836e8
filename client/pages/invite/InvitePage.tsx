// Accepting an invitation: who invites to what, then name, email and password. A link that does not work any more
// says so, and what to do.

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { InvitationLook } from '#shared/http/people.ts'
import { ask, isProblem } from '../../api/ask.ts'
import { useAcceptInvitation } from '../../api/changes.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { PasswordField, TextField } from '../../ui/fields.tsx'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'
import { useFormErrors } from '../../ui/use-form-errors.ts'
import { Waiting } from '../../ui/Waiting.tsx'

const useLook = (token: string | undefined) =>
  useQuery({
    queryKey: ['invitation-look', token],
    enabled: token !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) =>
      ask<InvitationLook>('POST', '/api/invitations/look', { body: { token }, signal }),
  })

const notWhole = 'This link is not whole. Open the link from your invitation again.'

const wordsOf = (error: unknown): string =>
  isProblem(error) ? error.title : 'That did not work. Please try again.'

export function InvitePage() {
  useTitle('Invitation')
  const token = useFragmentToken()
  const look = useLook(token)
  if (token && look.data) return <InviteForm key={token} token={token} look={look.data} />
  return (
    <Entry title="Invitation">
      {token && !look.error ? (
        <Waiting />
      ) : (
        <Notice tone="due" role="alert">
          {token && !isProblem(look.error, 'bad-request') ? wordsOf(look.error) : notWhole}
        </Notice>
      )}
    </Entry>
  )
}

const empty = { name: '', email: '', password: '' }

function InviteForm({ token, look }: { token: string; look: InvitationLook }) {
  const [, navigate] = useLocation()
  const accept = useAcceptInvitation()
  const [values, setValues] = useState(empty)
  const { errors, show, drop, clear } = useFormErrors()

  const field = (name: keyof typeof values) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (change: { currentTarget: { value: string } }) => {
      const { value } = change.currentTarget
      setValues((last) => ({ ...last, [name]: value }))
      drop(name)
    },
  })

  const send = (form: HTMLFormElement) => {
    clear()
    accept.mutate(
      { token, ...values, name: values.name.trim(), email: values.email.trim() },
      {
        onSuccess: () => navigate('/', { replace: true }),
        onError: (error) => isProblem(error) && show(form, error.fields),
      },
    )
  }

  return (
    <Entry title="Invitation" lead={`You are invited to ${look.event.name} as ${look.role}.`}>
      <EntryForm onSubmit={send}>
        <TextField label="Your name" autoComplete="name" {...field('name')} />
        <TextField label="Email" type="email" autoComplete="username" {...field('email')} />
        <PasswordField
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...field('password')}
        />
        {accept.error && Object.keys(errors).length === 0 && (
          <Notice tone="due" role="alert">
            {wordsOf(accept.error)}
          </Notice>
        )}
        <Button type="submit" loading={accept.isPending} mih={50}>
          Join the team
        </Button>
      </EntryForm>
    </Entry>
  )
}
