// Inviting the team by link. The link is shown once; the server keeps only its hash.

import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { mayInviteAs } from '#shared/access/rules.ts'
import type { NewInvitation, Role } from '#shared/http/people.ts'
import { fieldsOfProblem } from '../../api/ask.ts'
import { useInvite, useWithdrawInvitation } from '../../api/changes.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useInvitations } from '../../api/queries.ts'
import { hereOnlyWords, useReach } from '../../api/reach.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { whenOf } from '../../ui/clock.ts'
import { Form, NotDone } from '../../ui/form/Form.tsx'
import { SelectField, TextField } from '../../ui/form/fields.tsx'
import { useForm } from '../../ui/form/use-form.ts'
import { LinkToCopy } from '../../ui/LinkToCopy.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { NotArrived } from '../../ui/part-state.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { serverNow } from '../../ui/server-clock.ts'
import { Toast } from '../../ui/Toast.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useToast } from '../../ui/use-toast.ts'
import look from './settings.module.css'

type Made = { invitation: NewInvitation; atMs: number }

const invited: readonly { value: Role; label: string }[] = [
  { value: 'staff', label: 'Staff' },
  { value: 'coordinator', label: 'Coordinator' },
  { value: 'chair', label: 'Chair' },
]

const lives = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
]

/** @param role of whoever invites */
export function InvitationsPanel({ role, timeZone }: { role: Role; timeZone: string }) {
  const [made, setMade] = useState<Made>()
  const isGone = useIsGone(made)
  const { isHereOnly } = useReach()
  return (
    <Panel title="Invite the response team">
      {isHereOnly && (
        <div className={look.hereOnly}>
          <Notice tone="due">{hereOnlyWords}</Notice>
        </div>
      )}
      <InvitationForm ownRole={role} onMade={(invitation) => setMade({ invitation, atMs: serverNow() })} />
      {made && !isGone && (
        <LinkToCopy
          key={made.invitation.id}
          label="Invitation link"
          description="Shown once. Give it only to the person you mean."
          name="invitation-link"
          qr="join the team"
          url={made.invitation.url}
        />
      )}
      <OpenInvitations timeZone={timeZone} />
    </Panel>
  )
}

/** Whether it was used up or withdrawn since: the open invitations were told after it was made, without it. */
function useIsGone(made: Made | undefined): boolean {
  const { data, dataUpdatedAt } = useInvitations(true)
  if (!made || !data || dataUpdatedAt <= made.atMs) return false
  return !data.some(({ id }) => id === made.invitation.id)
}

type Asked = { role: Role; maxUses: string; expiresInHours: string }

function InvitationForm({ ownRole, onMade }: { ownRole: Role; onMade: (made: NewInvitation) => void }) {
  const invite = useInvite()
  const roles = invited.filter(({ value }) => mayInviteAs(ownRole, value))
  const form = useForm<Asked>({ role: 'staff', maxUses: '1', expiresInHours: '24' })
  const { role, maxUses, expiresInHours } = form.values

  const send = () => {
    form.clear()
    invite.mutate(
      { role, maxUses: Number(maxUses), expiresInHours: Number(expiresInHours) },
      { onSuccess: onMade, onError: (error) => form.refuse(fieldsOfProblem(error)) },
    )
  }

  return (
    <Form formRef={form.ref} className={look.form} isBusy={invite.isPending} onSend={send}>
      {roles.length > 1 && (
        <Segmented
          label="Role"
          showsLabel
          options={roles}
          value={role}
          onChange={(next) => form.put({ role: next })}
        />
      )}
      {role !== 'staff' && (
        <p className={look.hint}>
          They work as staff until you confirm on the Staff page that you know them. They see no cases from
          before.
        </p>
      )}
      <div className={look.two}>
        <TextField
          label="How many people"
          type="number"
          min={1}
          max={50}
          inputMode="numeric"
          {...form.field('maxUses')}
        />
        <SelectField label="Works for" data={lives} {...form.field('expiresInHours')} />
      </div>
      <NotDone words={form.isRight && invite.error?.message} />
      <div>
        <Button type="submit" loading={invite.isPending}>
          Make invitation link
        </Button>
      </div>
    </Form>
  )
}

function OpenInvitations({ timeZone }: { timeZone: string }) {
  const invitations = useInvitations(true)
  const withdraw = useWithdrawInvitation()
  const now = useNow(60_000)
  const state = partStateOf(invitations)
  const open = invitations.data?.filter(({ uses, maxUses }) => uses < maxUses) ?? []
  const { say, shown } = useToast()
  const takeBack = (id: string) =>
    withdraw.mutate(id, {
      onError: (error) => say(sayNotDone('The invitation was not withdrawn.', error)),
    })
  if (state.is === 'failed') return <NotArrived what="The list of open invitations" state={state} />
  if (open.length === 0) return <Toast {...shown} />
  return (
    <section aria-label="Open invitations" className={look.open}>
      <h3>Open invitations</h3>
      <ul>
        {open.map(({ id, role, uses, maxUses, expiresAt }) => (
          <li key={id} className={look.row}>
            <span className={look.words}>
              <b>{roleTitles[role]}</b>
              <span className="meta num">
                {uses} of {maxUses} used, until {whenOf(expiresAt, timeZone, now)}
              </span>
            </span>
            <Button
              variant="subtle"
              leftSection={<IconX size={18} stroke={1.6} aria-hidden="true" />}
              aria-label={`Withdraw invitation for ${role}, ${uses} of ${maxUses} used`}
              onClick={() => takeBack(id)}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
      <Toast {...shown} />
    </section>
  )
}
