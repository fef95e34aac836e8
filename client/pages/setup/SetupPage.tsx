// The first visit: names the event and makes its chair, with the link that the server printed when it started.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { useSetUp } from '../../api/changes.ts'
import { Entry, EntryForm, EntryLegend } from '../../ui/Entry.tsx'
import { PasswordField, SelectField, TextField } from '../../ui/fields.tsx'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'
import { useFormErrors } from '../../ui/use-form-errors.ts'

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set([ownZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()

const empty = { event: '', zone: ownZone, name: '', email: '', password: '' }

export function SetupPage() {
  useTitle('Set up')
  const token = useFragmentToken()
  if (!token)
    return (
      <Entry title="Set up">
        <Notice>Open the set-up link that Greenroom printed when it started. It works once.</Notice>
      </Entry>
    )
  return <SetupForm token={token} />
}

function SetupForm({ token }: { token: string }) {
  const [, navigate] = useLocation()
  const setUp = useSetUp()
  const [values, setValues] = useState(empty)
  const { errors, show, drop, clear } = useFormErrors()

  const field = (key: keyof typeof values, name: string) => ({
    name,
    value: values[key],
    error: errors[name],
    onChange: (change: { currentTarget: { value: string } }) => {
      const { value } = change.currentTarget
      setValues((last) => ({ ...last, [key]: value }))
      drop(name)
    },
  })

  const send = (form: HTMLFormElement) => {
    clear()
    const { event, zone, name, email, password } = values
    setUp.mutate(
      {
        token,
        event: { name: event.trim(), timeZone: zone },
        name: name.trim(),
        email: email.trim(),
        password,
      },
      {
        onSuccess: () => navigate('/board', { replace: true }),
        onError: (error) => isProblem(error) && show(form, error.fields),
      },
    )
  }

  return (
    <Entry title="Set up" lead="Name the event, and make the chair’s account.">
      <EntryForm onSubmit={send}>
        <EntryLegend>1 The event</EntryLegend>
        <TextField label="Name of the event" autoComplete="off" {...field('event', 'event.name')} />
        <SelectField
          label="Time zone"
          description="All times are shown as they are there."
          data={zones}
          {...field('zone', 'event.timeZone')}
        />
        <EntryLegend>2 You, the chair</EntryLegend>
        <TextField label="Your name" autoComplete="name" {...field('name', 'name')} />
        <TextField label="Email" type="email" autoComplete="username" {...field('email', 'email')} />
        <PasswordField
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...field('password', 'password')}
        />
        {setUp.error && Object.keys(errors).length === 0 && (
          <Notice tone="due" role="alert">
            {setUp.error.message}
          </Notice>
        )}
        <Button type="submit" loading={setUp.isPending} mih={50}>
          Set up the event
        </Button>
      </EntryForm>
    </Entry>
  )
}
