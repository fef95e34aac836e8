// What is known of a person in a case, to list or to correct them. Linking them to a member locks that member out
// at once, so it says so first; taking the link back does not let them in again, and it says that too.

import type { PersonInCase, PersonRole } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { namedLines } from '#shared/privacy/named-words.ts'
import { fieldsOfProblem, isProblem } from '../../../api/ask.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { Form, FormActs, NotDone } from '../../../ui/form/Form.tsx'
import { SelectField, TextField } from '../../../ui/form/fields.tsx'
import { type SentAs, sendIdOf } from '../../../ui/form/send-id.ts'
import { useForm } from '../../../ui/form/use-form.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { useCaseView } from '../view/case-view.tsx'

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
  /** Of a new one: what they were called where they were written of. */
  called?: string | undefined
  /** What the button does. */
  act: string
  /** Said where it failed and the server gave no reason. */
  otherwise: string
  change: { error: unknown; isError: boolean; isPending: boolean }
  /** `done`: to be called once it is saved. */
  onGiven: (given: PersonGiven, done: () => void, sendId: string) => void
  onClose: () => void
}

const namesIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)

/** The fields as they are typed; no role is chosen beforehand: a reporter must not stand as the reported person. */
const fieldsOf = (person?: PersonInCase, called = '') => ({
  name: person?.name ?? called,
  role: person?.role ?? ('' as const),
  badge: person?.badge ?? '',
  aliases: person?.aliases.join(', ') ?? '',
  memberId: person?.memberId ?? '',
  sentAs: '',
})
type Typed = Record<Exclude<keyof PersonGiven, 'role'>, string> & { role: PersonRole | '' } & SentAs

export function PersonForm({ person, called, act, otherwise, change, onGiven, onClose }: Given) {
  const { head } = useCaseView()
  const form = useForm<Typed>(() => fieldsOf(person, called))
  const forget = useKeptDraft({ scope: head.id, kind: `person ${person?.id ?? 'new'}` }, form)
  const fields = fieldsOfProblem(change.error)
  const close = () => {
    forget()
    onClose()
  }
  const onSend = () => {
    const { name, role, badge, aliases, memberId } = form.values
    if (role === '') return form.refuse({ role: 'Choose a role.' })
    onGiven(
      {
        name: name.trim(),
        role,
        badge: badge.trim() || null,
        aliases: namesIn(aliases),
        memberId: (memberId || null) as MemberId | null,
      },
      close,
      sendIdOf(form),
    )
  }
  const text = (part: 'name' | 'badge' | 'aliases') => ({
    ...form.field(part),
    autoComplete: 'off',
    error: fields[part],
  })
  const member = form.field('memberId')
  return (
    <Form formRef={form.ref} onSend={onSend} isBusy={change.isPending}>
      <TextField label="Name" data-autofocus {...text('name')} />
      <SelectField
        label="Role"
        data={person ? personRoles : [{ value: '', label: 'Choose a role' }, ...personRoles]}
        {...form.field('role')}
      />
      <TextField label="Badge" {...text('badge')} />
      <TextField
        label="Also called"
        description="Other names, with commas between them. They are hidden with the name."
        {...text('aliases')}
      />
      {form.values.memberId === '' && <NamedHere typed={form.values} />}
      <MemberField before={person?.memberId ?? ''} value={member.value} onChange={member.onChange} />
      <NotDone
        words={
          change.isError &&
          Object.keys(fields).length === 0 &&
          (isProblem(change.error) ? change.error.title : otherwise)
        }
      />
      <FormActs act={act} isBusy={change.isPending} onClose={close} />
    </Form>
  )
}

/** Whom of our own team this names, or may: said before it is sent. */
function NamedHere({ typed: { name, role, badge, aliases } }: { typed: Typed }) {
  const { members, me } = useCaseView()
  const is = role === 'reported' ? 'who' : 'listed'
  const mentions = [name, badge, ...namesIn(aliases)].map((words) => ({ is, words }) as const)
  const lines = namedLines(
    mentions,
    [...members.values()].filter(({ id }) => id !== me.id),
  )
  return (
    lines.length > 0 && (
      <Notice tone="plain" role="status">
        {lines.map(({ id, words }) => (
          <p key={id}>{words}</p>
        ))}
      </Notice>
    )
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
        <Notice tone="due" role="status">
          {value
            ? `${firstNameOf(nameOf(value))} will not see this case from now on, and will not learn why.`
            : `${firstNameOf(nameOf(before))} still cannot open this case.`}
        </Notice>
      )}
    </>
  )
}
