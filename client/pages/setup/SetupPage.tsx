// The first visit: names the event and makes its chair, with the link that the server printed when it started.

import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import { fieldsOfProblem } from '../../api/ask.ts'
import { useSetUp } from '../../api/changes.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm, EntryLegend } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { PasswordField, SelectField, TextField } from '../../ui/form/fields.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'

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
  const form = useForm(empty)

  const send = () => {
    form.clear()
    const { event, zone, name, email, password } = form.values
    setUp.mutate(
      {
        token,
        event: { name: event.trim(), timeZone: zone },
        name: name.trim(),
        email: email.trim(),
        password,
      },
      {
        onSuccess: () => navigate(addresses.board, { replace: true }),
        onError: (error) => form.refuse(fieldsOfProblem(error)),
      },
    )
  }

  return (
    <Entry title="Set up" lead="Name the event, and make the chair’s account.">
      <EntryForm formRef={form.ref} isBusy={setUp.isPending} onSend={send}>
        <EntryLegend>1 The event</EntryLegend>
        <TextField label="Name of the event" autoComplete="off" {...form.field('event', 'event.name')} />
        <SelectField
          label="Time zone"
          description="All times are shown as they are there."
          data={zones}
          {...form.field('zone', 'event.timeZone')}
        />
        <EntryLegend>2 You, the chair</EntryLegend>
        <TextField label="Your name" autoComplete="name" {...form.field('name')} />
        <TextField label="Email" type="email" autoComplete="username" {...form.field('email')} />
        <PasswordField
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...form.field('password')}
        />
        <NotDone words={form.isRight && setUp.error?.message} />
        <Button type="submit" loading={setUp.isPending} mih={50}>
          Set up the event
        </Button>
      </EntryForm>
    </Entry>
  )
}
