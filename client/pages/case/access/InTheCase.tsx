// The people a case is about: listed, corrected and taken off by those who run it. While names are hidden nothing
// here can be changed, since every form would show them.

import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { isWhole } from '#shared/cases/damaged.ts'
import type { DamagedPerson, PeopleInCase, PersonInCase, PersonRole } from '#shared/http/cases.ts'
import { standInFor, standInTitle } from '#shared/privacy/stand-ins.ts'
import { useChangePerson, useRemovePerson } from '../../../api/changes.ts'
import { sayProblem } from '../../../api/refusal-words.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { Bar } from '../../../ui/CardShape.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { SelectField } from '../../../ui/form/fields.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { AddPerson } from '../people/AddPerson.tsx'
import { ChangePerson } from '../people/ChangePerson.tsx'
import { personRoles } from '../people/PersonForm.tsx'
import look from '../people/people.module.css'
import { useCaseView } from '../view/case-view.tsx'
import { type PersonHere, sayRole } from '../view/names.ts'
import { usePeople } from '../view/parts.ts'
import styles from './access.module.css'

const headings = ['Name', 'Role', 'Also called', 'Badge', 'Team member']

export function InTheCase() {
  const { may } = useCaseView()
  const people = usePeople()
  const [isAdding, setAdding] = useState(false)
  const heading = useFocusAfterRemoval(people.is === 'there' ? people.data.people.length : undefined)
  return (
    <section aria-labelledby="access-people">
      <h2 id="access-people" ref={heading} tabIndex={-1}>
        People in the case
      </h2>
      <ShowPart
        state={people}
        what="The list of people"
        shape={<Bar height="60px" />}
        empty={{
          when: ({ people }) => people.length === 0,
          words: <p className="meta">Nobody is listed yet.</p>,
        }}
      >
        {({ people }) => <PeopleTable people={people} />}
      </ShowPart>
      {may('add-person') && (
        <Button
          variant="default"
          className={look.under}
          leftSection={<IconUserPlus size={20} stroke={1.6} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add person
        </Button>
      )}
      <AddPerson isOpen={isAdding} onClose={() => setAdding(false)} />
    </section>
  )
}

function PeopleTable({ people }: PeopleInCase) {
  const { may, isHidden } = useCaseView()
  const [changing, setChanging] = useState<PersonInCase>()
  const [leaving, setLeaving] = useState<Leaving>()
  const mayChange = may('add-person') && !isHidden
  return (
    <>
      <table aria-labelledby="access-people" className={`${styles.table} ${styles.people}`}>
        <thead>
          <tr>
            {headings.map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
            {mayChange && (
              <th scope="col">
                <span className="sr-only">Change or remove</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {people.map((person) =>
            isWhole(person) ? (
              <PersonRow
                key={person.id}
                {...{ person, people, mayChange }}
                onChange={() => setChanging(person)}
                onRemove={() => setLeaving(person)}
              />
            ) : (
              <DamagedRow
                key={person.id}
                {...{ person, people, mayChange }}
                onRemove={() => setLeaving({ id: person.id, name: standInFor<PersonHere>(person, people) })}
              />
            ),
          )}
        </tbody>
      </table>
      <ChangePerson person={changing} onClose={() => setChanging(undefined)} />
      <RemovePerson person={leaving} onClose={() => setLeaving(undefined)} />
    </>
  )
}

/** The button that was pressed goes with its row: the focus moves to the heading of the list. */
function useFocusAfterRemoval(count: number | undefined) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(count)
  useEffect(() => {
    if (count === undefined) return
    if (count < (before.current ?? 0) && document.activeElement === document.body) heading.current?.focus()
    before.current = count
  }, [count])
  return heading
}

type RowProps<P> = { person: P; people: readonly PersonHere[]; mayChange: boolean; onRemove: () => void }

/** Their role, and the way off the list, which is all that can be done about it here. */
function DamagedRow({ person, people, mayChange, onRemove }: RowProps<DamagedPerson>) {
  const { isHidden, nameOf } = useCaseView()
  const { memberId } = person
  const title = standInTitle<PersonHere>(person, people)
  return (
    <tr>
      <td>Name damaged</td>
      <td>{title}</td>
      <td data-label="Also called" />
      <td data-label="Badge" />
      <td data-label="Team member">{memberId ? (isHidden ? 'Yes' : nameOf(memberId)) : 'No'}</td>
      {mayChange && (
        <td className={styles.last}>
          <Button variant="default" aria-label={`Remove ${title}, name damaged`} onClick={onRemove}>
            Remove
          </Button>
        </td>
      )}
    </tr>
  )
}

function PersonRow({
  person,
  people,
  mayChange,
  onChange,
  onRemove,
}: RowProps<PersonInCase> & { onChange: () => void }) {
  const { isHidden, nameOf } = useCaseView()
  const { name, aliases, badge, memberId } = person
  return (
    <tr>
      <td>{isHidden ? 'Name hidden' : name}</td>
      <td>{mayChange ? <PersonRoleField person={person} /> : sayRole(person, people)}</td>
      <td data-label="Also called">{isHidden ? '' : aliases.join(', ')}</td>
      <td data-label="Badge" className="num">
        {isHidden ? '' : badge}
      </td>
      <td data-label="Team member">{memberId ? (isHidden ? 'Yes' : nameOf(memberId)) : 'No'}</td>
      {mayChange && (
        <td className={styles.last}>
          <span className={look.acts}>
            <Button variant="default" aria-label={`Change ${name}`} onClick={onChange}>
              Change
            </Button>
            <Button variant="default" aria-label={`Remove ${name}`} onClick={onRemove}>
              Remove
            </Button>
          </span>
        </td>
      )}
    </tr>
  )
}

function PersonRoleField({ person }: { person: PersonInCase }) {
  const { head } = useCaseView()
  const change = useChangePerson()
  return (
    <SelectField
      aria-label={`Role of ${person.name}`}
      data={personRoles}
      value={person.role}
      error={change.isError && 'That could not be changed.'}
      onChange={(event) =>
        change.mutate({
          caseId: head.id,
          person: person.id,
          role: event.currentTarget.value as PersonRole,
        })
      }
    />
  )
}

type Leaving = Pick<PersonInCase, 'id' | 'name'>

function RemovePerson({ person, onClose }: { person: Leaving | undefined; onClose: () => void }) {
  const { head } = useCaseView()
  const remove = useRemovePerson()
  const announce = useAnnounce()
  const close = () => {
    remove.reset()
    onClose()
  }
  const onAct = () =>
    remove.mutate(
      { caseId: head.id, person: person!.id },
      {
        onSuccess: () => {
          announce.polite(`${person!.name} was taken off`)
          close()
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen={person !== undefined}
      title={`Remove ${person?.name}?`}
      act={`Remove ${person?.name}`}
      keep="Keep them listed"
      loses
      onClose={close}
      onAct={onAct}
      isBusy={remove.isPending}
    >
      Their chip in the text will read “person not listed”. Where their name is written out, Hide names no
      longer hides it. Whoever is kept out because of this entry still cannot open this case.
      <NotDone words={remove.error && sayProblem(remove.error, 'Nobody was taken off.')} />
    </ConfirmDialog>
  )
}
