// Before a task goes to somebody who is not on the case: what they will see, and the choice to add them.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { firstNameOf } from '#shared/people/initials.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCaseView } from '../view/case-view.tsx'
import styles from './tasks.module.css'

/** "Leilani is not on this case and will see only this line, never why." */
export const sayOutside = (name: string): string =>
  `${firstNameOf(name)} is not on this case and will see only this line, never why.`

/** The two ways on; adding is offered to those who may change access. */
export function OutsideChoices({ onGive, onAdd }: { onGive: () => void; onAdd: () => Promise<void> }) {
  const { may } = useCaseView()
  const [state, setState] = useState<'adding' | 'failed'>()
  const add = () => {
    setState('adding')
    onAdd().then(
      () => setState(undefined),
      () => setState('failed'),
    )
  }
  return (
    <div className={styles.choices}>
      <Button onClick={onGive}>Give the task only</Button>
      {may('change-access') && (
        <Button variant="default" onClick={add} loading={state === 'adding'}>
          Add to the case
        </Button>
      )}
      {state === 'failed' && <p role="alert">They were not added to the case.</p>}
    </div>
  )
}

type Given = {
  /** Undefined: nothing is asked. */
  name: string | undefined
  onClose: () => void
  onGive: () => void
  onAdd: () => Promise<void>
}

export function GiveOutside({ name, onClose, onGive, onAdd }: Given) {
  return (
    <Dialog isOpen={name !== undefined} onClose={onClose} title="Give the task">
      {name !== undefined && (
        <>
          <p className={styles.outside}>{sayOutside(name)}</p>
          <OutsideChoices
            onGive={() => {
              onGive()
              onClose()
            }}
            onAdd={async () => {
              await onAdd()
              onClose()
            }}
          />
        </>
      )}
    </Dialog>
  )
}
