// Giving a member of the team access to the case.

import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Level } from '#shared/http/cases.ts'
import { isProblem } from '../../../api/ask.ts'
import { useSetAccess } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField } from '../../../ui/fields.tsx'
import { useCaseView } from '../case-view.tsx'
import { usePickable } from '../tasks/pickable.ts'
import styles from './access.module.css'

export function AddStaff() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        className={styles.under}
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

function StaffForm({ onClose }: { onClose: () => void }) {
  const { detail } = useCaseView()
  const others = usePickable().filter((one) => !one.onCase)
  const setAccess = useSetAccess()
  const [member, setMember] = useState<string>(others[0]?.id ?? '')
  const [level, setLevel] = useState<Level>('write')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (member) setAccess.mutate({ caseId: detail.id, member, level }, { onSuccess: onClose })
  }
  if (others.length === 0) return <p>Everybody who can be added is on this case.</p>
  return (
    <form onSubmit={onSubmit} className={styles.form}>
      <SelectField
        label="Who"
        data={others.map((one) => ({ value: one.id, label: one.name }))}
        value={member}
        onChange={(event) => setMember(event.currentTarget.value)}
      />
      <SelectField
        label="Role"
        data={[
          { value: 'write', label: 'works on it' },
          { value: 'read', label: 'can read' },
          { value: 'lead', label: 'lead' },
        ]}
        value={level}
        onChange={(event) => setLevel(event.currentTarget.value as Level)}
      />
      {setAccess.isError && (
        <p role="alert" className={styles.failure}>
          {isProblem(setAccess.error) && setAccess.error.kind !== 'not-available'
            ? setAccess.error.title
            : 'This person was not added.'}
        </p>
      )}
      <div>
        <Button type="submit" loading={setAccess.isPending}>
          Add staff
        </Button>
      </div>
    </form>
  )
}
