// Giving people access to the case: members of the team, several at once, and somebody new by a link.

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { mayInEvent } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { Pickable } from '#shared/tasks/mention.ts'
import { isProblem } from '../../../api/ask.ts'
import { useSetAccess } from '../../../api/changes.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Check } from '../../../ui/Check.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Form, NotDone } from '../../../ui/form/Form.tsx'
import { SelectField } from '../../../ui/form/fields.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useAccess } from '../view/parts.ts'
import { usePickable } from '../view/pickable.ts'
import { InviteNew } from './InviteNew.tsx'
import { levels } from './levels.ts'
import styles from './people.module.css'

/** @param isQuiet beside a meeting: a line of its own, not a button among buttons */
export function AddStaff({ isQuiet = false }: { isQuiet?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant={isQuiet ? 'subtle' : 'default'}
        className={isQuiet ? styles.quiet : styles.under}
        leftSection={<IconPlus size={20} stroke={1.6} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add staff
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Add staff">
        {isOpen && <StaffForm onClose={() => setOpen(false)} />}
      </Dialog>
    </>
  )
}

/** What is likelier stands first: somebody works on the case. */
const choices = levels.toSorted((a, b) => Number(b.value === 'write') - Number(a.value === 'write'))

function StaffForm({ onClose }: { onClose: () => void }) {
  const { actingRole } = useCaseView()
  const access = useAccess()
  const others = usePickable().filter((one) => !one.onCase)
  const [level, setLevel] = useState<Level>('write')
  return (
    <div className={styles.form}>
      <SelectField
        label="Role"
        data={choices}
        value={level}
        onChange={(event) => setLevel(event.currentTarget.value as Level)}
      />
      {mayInEvent(actingRole, 'invite') && <InviteNew level={level === 'read' ? 'read' : 'write'} />}
      <ShowPart state={access} what="Who is on this case">
        {() =>
          others.length > 0 ? (
            <OfTheTeam others={others} level={level} onClose={onClose} />
          ) : (
            <p>Everybody of the team who can be added is on this case.</p>
          )
        }
      </ShowPart>
    </div>
  )
}

type Given = { others: readonly Pickable[]; level: Level; onClose: () => void }

function OfTheTeam({ others, level, onClose }: Given) {
  const { head, colourOf } = useCaseView()
  const setAccess = useSetAccess()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [failure, setFailure] = useState<string>()
  const choose = (id: string, isOn: boolean) =>
    setChosen((before) => new Set(isOn ? [...before, id] : [...before].filter((one) => one !== id)))
  const onSend = async () => {
    setFailure(undefined)
    for (const { id, name } of others.filter((one) => chosen.has(one.id)))
      try {
        await setAccess.mutateAsync({ caseId: head.id, member: id, level })
        choose(id, false)
      } catch (error) {
        setFailure(sayWhyNot(name, error))
        return
      }
    onClose()
  }
  return (
    <Form onSend={() => void onSend()} isBusy={setAccess.isPending}>
      <fieldset className={styles.choice}>
        <legend>Of the team</legend>
        {others.map(({ id, name }) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the tick inside is its control
          <label key={id}>
            <Check label={name} isOn={chosen.has(id)} onChange={(isOn) => choose(id, isOn)} />
            <Avatar name={name} colour={colourOf(id)} isDecoration />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <NotDone words={failure} />
      <div>
        <Button type="submit" loading={setAccess.isPending} disabled={chosen.size === 0}>
          Add staff
        </Button>
      </div>
    </Form>
  )
}

function sayWhyNot(name: string, error: unknown): string {
  if (isProblem(error, 'offline')) return `Offline. ${name} was not added.`
  return isProblem(error) && error.kind !== 'not-available' ? error.title : `${name} was not added.`
}
