// Yes / Not yet / No to question 2: a single value, the last one chosen counts.

import { setActing } from '#shared/record/edit.ts'
import type { Acting } from '#shared/record/schema.ts'
import { useActing } from '../../../sync/watch.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useCaseView } from '../view/case-view.tsx'
import styles from './questions.module.css'

const options: readonly { value: Acting; label: string }[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'not-yet', label: 'Not yet' },
  { value: 'no', label: 'No' },
]

export function ActingAnswer({ isDisabled }: { isDisabled: boolean }) {
  const { record } = useCaseView()
  const answer = useActing(record)
  return (
    <div className={styles.answer}>
      <Segmented
        label="Are we doing anything about it?"
        options={options}
        value={answer ?? undefined}
        onChange={(next) => setActing(record.doc, next)}
        isDisabled={isDisabled}
      />
    </div>
  )
}
