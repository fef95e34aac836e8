// What is known of a person in a case, to list or to correct them. Linking them to a member locks that member out
// at once, so it says so first; taking the link back does not let them in again, and it says that too.

import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { PersonInCase, PersonRole } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { isProblem } from '../../../api/ask.ts'
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

export type PersonGiven = Omit<PersonInCase, 'id'>

type Given = {
  /** As they stand; nobody: a new one. */
  person?: PersonInCase
  /** What the button does. */
  act: string
  /** Said where it failed and the server gave no reason. */
  otherwise: string
  change: { error: unknown; isError: boolean; isPending: boolean }
  onGiven: (given: PersonGiven) => void
  onClose: () => void
}

const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

/** The fields as they are typed; no role is chosen beforehand: a reporter must not stand as the reported person. */
const fieldsOf = (person?: PersonInCase) => ({
  name: person?.name ?? '',
  role: person?.role ?? ('' as const),
  badge: person?.badge ?? '',
  aliases: person?.aliases.join(', ') ?? '',
  memberId: person?.memberId ?? '',
})
type Typed = Record<Exclude<keyof PersonGiven, 'role'>, string> & { role: PersonRole | '' }

export function PersonForm({ person, act, otherwise, change, onGiven, onClose }: Given) {
  const [typed, setTyped] = useState<Typed>(() => fieldsOf(person))
  const [isRoleMissing, setRoleMissing] = useState(false)
  const fields = isProblem(change.error) ? change.error.fields : {}
  const failure = change.isError && Object.keys(fields).length === 0
  const type = (part: keyof Typed) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setTyped((before) => ({ ...before, [part]: value }))
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const { name, role, badge, aliases, memberId } = typed
    setRoleMissing(role === '')
    if (role === '' || change.isPending) return
    onGiven({
      name: name.trim(),
      role,
      badge: badge.trim() || null,
      aliases: namesIn(aliases),
      memberId: (memberId || null) as MemberId | null,
    })
  }
  const text = (part: 'name' | 'badge' | 'aliases') => ({
    autoComplete: 'off',
    value: typed[part],
    error: fields[part],
    onChange: type(part),
  })
  return (
    <form onSubmit={onSubmit} noValidate className={styles.form}>
      <TextField label="Name" data-autofocus {...text('name')} />
      <SelectField
        label="Role"
        data={person ? personRoles : [{ value: '', label: 'Choose a role' }, ...personRoles]}
        value={typed.role}
        error={typed.role === '' && isRoleMissing && 'Choose a role.'}
        onChange={type('role')}
      />
      <TextField label="Badge" {...text('badge')} />
      <TextField
        label="Also called"
        description="Other names, with commas between them. They are hidden with the name."
        {...text('aliases')}
      />
      <MemberField before={person?.memberId ?? ''} value={typed.memberId} onChange={type('memberId')} />
      {failure && <p role="alert">{isProblem(change.error) ? change.error.title : otherwise}</p>}
      <div className={styles.actions}>
        <Button type="submit" loading={change.isPending}>
          {act}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

type MemberProps = {
  before: string
  value: string
  onChange: (event: { currentTarget: { value: string } }) => void
}

function MemberField({ before, value, onChange }: MemberProps) {
  const { members, nameOf } = useCaseView()
  const known = [...members.values()].map((one) => ({ value: one.id as string, label: one.name }))
  // Somebody whose account has ended is still who they are here.
  if (before && !members.has(before)) known.push({ value: before, label: nameOf(before) })
  return (
    <>
      <SelectField
        label="Team member?"
        data={[{ value: '', label: 'No' }, ...known]}
        value={value}
        onChange={onChange}
      />
      {value !== before && (
        <p role="status" className={styles.warning}>
          {value
            ? `${firstNameOf(nameOf(value))} will not see this case from now on, and will not learn why.`
            : `${firstNameOf(nameOf(before))} stays locked out of this case.`}
        </p>
      )}
    </>
  )
}
