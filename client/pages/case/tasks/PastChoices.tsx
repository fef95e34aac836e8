// A time that has passed is asked about: it becomes late only when somebody says so.

import { Button } from '@mantine/core'
import { sayPast } from '#shared/tasks/say-quick-add.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './tasks.module.css'

type Given = { due: string; now: Date; onMeant: (due: string) => void }

export function PastChoices({ due, now, onMeant }: Given) {
  const { zone } = useCaseView()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has looks and a place of its own
    <div role="group" aria-label="When is that?" className={styles.past}>
      {sayPast(due, { now, timeZone: zone }).map((choice) => (
        <Button key={choice.label} variant="default" onClick={() => onMeant(choice.due)}>
          {choice.label}
        </Button>
      ))}
    </div>
  )
}
