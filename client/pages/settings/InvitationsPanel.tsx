// Inviting the team by link. The link is shown once; the server keeps only its hash.

import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { NewInvitation } from '#shared/http/people.ts'
import { isProblem } from '../../api/ask.ts'
import { useInvite, useWithdrawInvitation } from '../../api/changes.ts'
import { useInvitations } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { whenOf } from '../../ui/clock.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { Toast } from '../../ui/Toast.tsx'
import { useFormErrors } from '../../ui/use-form-errors.ts'
import { useNow } from '../../ui/use-now.ts'
import { useToast } from '../../ui/use-toast.ts'
import look from './settings.module.css'

type Made = { invitation: NewInvitation; atMs: number }
type InvitedRole = 'coordinator' | 'staff'

const roles = [
  { value: 'staff', label: 'Staff' },
  { value: 'coordinator', label: 'Coordinator' },
] as const

const lives = [
  { value: '1', label: '1 hour' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
]

export function InvitationsPanel({ timeZone }: { timeZone: string }) {
  const [made, setMade] = useState<Made>()
  const isGone = useIsGone(made)
  return (
    <Panel title="Invite the response team">
      <InvitationForm onMade={(invitation) => setMade({ invitation, atMs: Date.now() })} />
      {made && !isGone && <MadeLink key={made.invitation.id} made={made.invitation} />}
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

function InvitationForm({ onMade }: { onMade: (made: NewInvitation) => void }) {
  const invite = useInvite()
  const [role, setRole] = useState<InvitedRole>('staff')
  const [uses, setUses] = useState('1')
  const [hours, setHours] = useState('24')
  const { errors, show, clear, drop } = useFormErrors()

  const send = (form: HTMLFormElement) => {
    clear()
    const maxUses = Number(uses)
    invite.mutate(
      { role, maxUses, expiresInHours: Number(hours) },
      { onSuccess: onMade, onError: (error) => isProblem(error) && show(form, error.fields) },
    )
  }

  return (
    <form
      className={look.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send(event.currentTarget)
      }}
    >
      <Segmented label="Role" showsLabel options={roles} value={role} onChange={setRole} />
      <div className={look.two}>
        <TextField
          label="How many people"
          name="maxUses"
          type="number"
          min={1}
          max={50}
          inputMode="numeric"
          value={uses}
          error={errors.maxUses}
          onChange={(change) => {
            setUses(change.currentTarget.value)
            drop('maxUses')
          }}
        />
        <SelectField
          label="Works for"
          name="expiresInHours"
          data={lives}
          value={hours}
          error={errors.expiresInHours}
          onChange={(change) => setHours(change.currentTarget.value)}
        />
      </div>
      {invite.error && Object.keys(errors).length === 0 && (
        <Notice tone="due" role="alert">
          {invite.error.message}
        </Notice>
      )}
      <div>
        <Button type="submit" loading={invite.isPending}>
          Make invitation link
        </Button>
      </div>
    </form>
  )
}

function MadeLink({ made }: { made: NewInvitation }) {
  const announce = useAnnounce()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.url)
      setCopied(true)
      announce.polite('Copied')
    } catch {
      // Plain http has no clipboard: the text is selected instead, to be copied by hand.
      document.querySelector<HTMLInputElement>('input[name="invitation-link"]')?.select()
    }
  }
  return (
    <div className={look.made}>
      <TextField
        label="Invitation link"
        description="Shown once. Give it only to the person you mean."
        name="invitation-link"
        readOnly
        value={made.url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy link'}
      </Button>
    </div>
  )
}

function OpenInvitations({ timeZone }: { timeZone: string }) {
  const invitations = useInvitations(true)
  const withdraw = useWithdrawInvitation()
  const now = useNow(60_000)
  const open = invitations.data?.filter(({ uses, maxUses }) => uses < maxUses) ?? []
  const { say, shown } = useToast()
  const takeBack = (id: string) =>
    withdraw.mutate(id, {
      onError: (error) => say(sayNotDone('The invitation was not withdrawn.', error)),
    })
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
