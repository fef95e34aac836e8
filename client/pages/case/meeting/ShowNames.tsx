// "Show names in the room": shown while the lead holds it, for at most 20 s, and hidden again when it is let go of.

import { IconEye } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { showNames } from '../../../api/meetings.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './meeting.module.css'

const seconds = limits.showNamesMs / 1_000

export function ShowNames() {
  const { head, may } = useCaseView()
  const [isHeld, setHeld] = useState(false)
  const { hold, release } = useMemo(() => createHold(head.id, setHeld), [head.id])
  useEffect(() => release, [release])
  if (!may('show-names')) return null
  return (
    <span className={styles.hold} data-held={isHeld}>
      <button
        type="button"
        aria-label="Show names in the room"
        aria-description={`Hold to show names. They are hidden when you let go, after ${seconds} seconds at most. Each time is kept with the meeting.`}
        title="Hold to show names"
        className={styles.showNames}
        aria-pressed={isHeld}
        onPointerDown={hold}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return
          // Neither the page scrolls nor a press follows: a key that is held says it again and again.
          event.preventDefault()
          hold()
        }}
        onKeyUp={release}
        onBlur={release}
        onContextMenu={(event) => event.preventDefault()}
      />
      {/* Lies on the button: its name says what it does, its description how. */}
      <span className={styles.hint} aria-hidden="true">
        <IconEye size={20} stroke={1.6} aria-hidden />
        <span className={styles.longWords}>{isHeld ? 'Let go to hide names' : 'Hold to show names'}</span>
        <span className={styles.shortWords}>Hold: names</span>
      </span>
    </span>
  )
}

/** One hold after the other: a quick release must not overtake its own press and leave names standing. */
function createHold(caseId: CaseId, held: (isHeld: boolean) => void) {
  let isHeld = false
  let timer: ReturnType<typeof setTimeout>
  let told: Promise<void> = Promise.resolve()
  const tell = (isShown: boolean) => {
    told = told
      .then(() => showNames(caseId, isShown))
      .catch(() => {
        // The server hides them by itself; what could not be shown stays hidden.
      })
  }
  const set = (next: boolean) => {
    if (next === isHeld) return
    isHeld = next
    held(next)
    tell(next)
    clearTimeout(timer)
    if (next) timer = setTimeout(release, limits.showNamesMs)
  }
  const release = () => set(false)
  return { hold: () => set(true), release }
}
