// Somebody may be in danger: in the head of the case at every width, with who called whom, and when. Whoever may write says here
// that they have called, and that nobody is in danger any more.

import { IconShieldExclamation } from '@tabler/icons-react'
import { uuidv4 } from 'lib0/random'
import { lazy, Suspense, useState } from 'react'
import type { DangerAsk } from '#shared/http/cases.ts'
import type { EntryId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { useSayDanger } from '../../../api/reports.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { clockOf } from '../../../ui/clock.ts'
import { inDanger, nobodyCalled, sayCall } from '../../../ui/danger-words.ts'
import { Menu } from '../../../ui/Menu.tsx'
import { Toast } from '../../../ui/Toast.tsx'
import { useToast } from '../../../ui/use-toast.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './frame.module.css'

const CallForm = lazy(async () => ({ default: (await import('../facts/CallForm.tsx')).CallForm }))

export function DangerChip() {
  const { head, may } = useCaseView()
  const [decided, setDecided] = useState<EntryId | null>(null)
  const { tell, shown } = useTell(setDecided)
  const isOn = head.isUrgent && head.stage !== 'closed'
  return (
    <>
      {isOn && !may('write') && (
        <span className={styles.danger}>
          <DangerWords />
        </span>
      )}
      {isOn && may('write') && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className={styles.danger}>
              <DangerWords />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => tell({ says: 'called', whom: 'security' })}>
              I have called venue security
            </Menu.Item>
            <Menu.Item onClick={() => tell({ says: 'called', whom: 'police' })}>
              I have called the police
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => tell({ says: 'over' })}>Nobody is in danger any more</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Toast {...shown} />
      {decided && (
        <Suspense>
          <CallForm about={decided} onClose={() => setDecided(null)} />
        </Suspense>
      )}
    </>
  )
}

function DangerWords() {
  const { head, zone, nameOf } = useCaseView()
  const called = head.calls?.at(-1)
  return (
    <Chip tone="safety" icon={<IconShieldExclamation aria-hidden />}>
      <span className={styles.dangerWords}>
        <b>{inDanger}</b>{' '}
        {head.calls && (
          <span>
            {called
              ? sayCall(firstNameOf(nameOf(called.by)), called, clockOf(called.at, zone))
              : nobodyCalled}
          </span>
        )}
      </span>
    </Chip>
  )
}

/**
 * Says it, and what became of it; nothing fails in silence.
 * @param onDecide asked for by whoever called and says whose decision it was: nobody is kept with a form before they have called
 */
function useTell(onDecide: (call: EntryId) => void) {
  const { head } = useCaseView()
  const { mutate } = useSayDanger(head.id)
  const { say, shown } = useToast()
  const onError = (error: unknown) => say(sayNotDone('It was not written down.', error))
  const tell = (ask: DangerAsk) => {
    const id = uuidv4() as EntryId
    const decide = { label: 'Whose decision?', run: () => onDecide(id) }
    mutate(
      { ...ask, id },
      {
        onError,
        onSuccess: () => {
          if (ask.says === 'called') say('Written down, with the time.', decide)
          if (ask.says !== 'over') return
          // The chip that had the focus is gone.
          document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true })
          say('Nobody is in danger any more.', { label: 'Undo', run: () => tell({ says: 'still' }) })
        },
      },
    )
  }
  return { tell, shown }
}
