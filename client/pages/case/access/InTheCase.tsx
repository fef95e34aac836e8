// The people a case is about: listed, corrected and taken off by those who run it. While names are hidden nothing
// here can be changed, since every form would show them.

import { Button } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { PersonInCase, PersonRole } from '#shared/http/cases.ts'
import { isProblem } from '../../../api/ask.ts'
import { useChangePerson, useRemovePerson } from '../../../api/changes.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { SelectField } from '../../../ui/fields.tsx'
import { useCaseView } from '../case-view.tsx'
import { AddPerson } from '../facts/AddPerson.tsx'
import { ChangePerson } from '../facts/ChangePerson.tsx'
import { personRoles } from '../facts/PersonForm.tsx'
import { roleTitle } from '../names.ts'
import styles from './access.module.css'

const headings = ['Name', 'Role', 'Also called', 'Badge', 'Team member']

export function InTheCase() {
  const { detail, may, isHidden } = useCaseView()
  const [isAdding, setAdding] = useState(false)
  const [changing, setChanging] = useState<PersonInCase>()
  const [leaving, setLeaving] = useState<PersonInCase>()
  const mayChange = may('add-person') && !isHidden
  const heading = useFocusAfterRemoval(detail.people.length)
  return (
    <section aria-labelledby="access-people">
      <h2 id="access-people" ref={heading} tabIndex={-1}>
        People in the case
      </h2>
      {detail.people.length === 0 && <p className="meta">Nobody is listed yet.</p>}
      <table
        aria-labelledby="access-people"
        className={`${styles.table} ${styles.people}`}
        hidden={detail.people.length === 0}
      >
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
          {detail.people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              mayChange={mayChange}
              onChange={() => setChanging(person)}
              onRemove={() => setLeaving(person)}
            />
          ))}
        </tbody>
      </table>
      {may('add-person') && (
        <Button
          variant="default"
          className={styles.under}
          leftSection={<IconUserPlus size={20} stroke={1.6} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Add person
        </Button>
      )}
      <AddPerson isOpen={isAdding} onClose={() => setAdding(false)} />
      <ChangePerson person={changing} onClose={() => setChanging(undefined)} />
      <RemovePerson person={leaving} onClose={() => setLeaving(undefined)} />
    </section>
  )
}

/** The button that was pressed goes with its row: the focus moves to the heading of the list. */
function useFocusAfterRemoval(count: number) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef(count)
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) heading.current?.focus()
    before.current = count
  }, [count])
  return heading
}

type RowProps = { person: PersonInCase; mayChange: boolean; onChange: () => void; onRemove: () => void }

function PersonRow({ person, mayChange, onChange, onRemove }: RowProps) {
  const { detail, isHidden, nameOf } = useCaseView()
  const { name, aliases, badge, memberId } = person
  return (
    <tr>
      <td>{isHidden ? 'Name hidden' : name}</td>
      <td>{mayChange ? <PersonRoleField person={person} /> : roleTitle(person, detail.people)}</td>
      <td data-label="Also called">{isHidden ? '' : aliases.join(', ')}</td>
      <td data-label="Badge" className="num">
        {isHidden ? '' : badge}
      </td>
      <td data-label="Team member">{memberId ? (isHidden ? 'Yes' : nameOf(memberId)) : 'No'}</td>
      {mayChange && (
        <td className={styles.last}>
          <span className={styles.acts}>
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
  const { detail } = useCaseView()
  const change = useChangePerson()
  return (
    <SelectField
      aria-label={`Role of ${person.name}`}
      data={personRoles}
      value={person.role}
      error={change.isError && 'That could not be changed.'}
      onChange={(event) =>
        change.mutate({
          caseId: detail.id,
          person: person.id,
          role: event.currentTarget.value as PersonRole,
        })
      }
    />
  )
}

function RemovePerson({ person, onClose }: { person: PersonInCase | undefined; onClose: () => void }) {
  const { detail } = useCaseView()
  const remove = useRemovePerson()
  const announce = useAnnounce()
  const close = () => {
    remove.reset()
    onClose()
  }
  const onAct = () =>
    remove.mutate(
      { caseId: detail.id, person: person!.id },
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
      onClose={close}
      onAct={onAct}
      isBusy={remove.isPending}
    >
      Their chip in the text will read “person not listed”. Where their name is written out, Hide names no
      longer hides it. Whoever is locked out because of this entry stays locked out.
      {remove.isError && (
        <p role="alert" className={styles.failure}>
          {isProblem(remove.error) && remove.error.kind !== 'not-available'
            ? remove.error.title
            : 'Nobody was taken off.'}
        </p>
      )}
    </ConfirmDialog>
  )
}
