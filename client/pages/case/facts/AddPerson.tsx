// Listing somebody in the case. Linking them to a member locks that member out at once, so it says so first.

import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PersonRole } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { isProblem } from '../../../api/ask.ts'
import { useAddPerson } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField, TextField } from '../../../ui/fields.tsx'
import { useCaseView } from '../case-view.tsx'
import styles from './facts.module.css'

/** What a person can be in a case. */
export const personRoles: { value: PersonRole; label: string }[] = [
  { value: 'reporter', label: 'Reporter' },
  { value: 'affected', label: 'Affected person' },
  { value: 'reported', label: 'Reported person' },
  { value: 'witness', label: 'Witness' },
  { value: 'other', label: 'Other person' },
]

export function AddPerson({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Add person" actions={false}>
      {isOpen && <PersonForm onClose={onClose} />}
    </Dialog>
  )
}

function PersonForm({ onClose }: { onClose: () => void }) {
  const { detail, members } = useCaseView()
  const add = useAddPerson()
  const [name, setName] = useState('')
  // No role is chosen beforehand: a reporter listed in haste must not stand there as the reported person.
  const [role, setRole] = useState<PersonRole | ''>('')
  const [isRoleMissing, setRoleMissing] = useState(false)
  const [badge, setBadge] = useState('')
  const [aliases, setAliases] = useState('')
  const [memberId, setMemberId] = useState('')
  const fields = isProblem(add.error) ? add.error.fields : {}
  const failure = add.isError && Object.keys(fields).length === 0
  const linked = members.get(memberId)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setRoleMissing(role === '')
    if (role === '') return
    add.mutate(
      {
        caseId: detail.id,
        name,
        role,
        aliases: aliases
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
        ...(badge.trim() && { badge: badge.trim() }),
        ...(linked && { memberId: memberId as MemberId }),
      },
      { onSuccess: onClose },
    )
  }
  return (
    <form onSubmit={onSubmit} noValidate className={styles.form}>
      <TextField
        label="Name"
        data-autofocus
        autoComplete="off"
        value={name}
        error={fields.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SelectField
        label="Role"
        data={[{ value: '', label: 'Choose a role' }, ...personRoles]}
        value={role}
        error={role === '' && isRoleMissing && 'Choose a role.'}
        onChange={(event) => setRole(event.currentTarget.value as PersonRole | '')}
      />
      <TextField
        label="Badge"
        autoComplete="off"
        value={badge}
        error={fields.badge}
        onChange={(event) => setBadge(event.currentTarget.value)}
      />
      <TextField
        label="Also called"
        description="Other names, with commas between them. They are hidden with the name."
        autoComplete="off"
        value={aliases}
        error={fields.aliases}
        onChange={(event) => setAliases(event.currentTarget.value)}
      />
      <SelectField
        label="Team member?"
        data={[
          { value: '', label: 'No' },
          ...[...members.values()].map((one) => ({ value: one.id, label: one.name })),
        ]}
        value={memberId}
        onChange={(event) => setMemberId(event.currentTarget.value)}
      />
      {linked && (
        <p role="status" className={styles.warning}>
          {firstNameOf(linked.name)} will not see this case from now on, and will not learn why.
        </p>
      )}
      {failure && <p role="alert">{isProblem(add.error) ? add.error.title : 'Nobody was added.'}</p>}
      <div className={styles.actions}>
        <Button type="submit" loading={add.isPending}>
          Add person
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
