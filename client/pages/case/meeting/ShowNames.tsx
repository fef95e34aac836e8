// "Show names in the room": shown while the lead holds it, for at most 20 s, and hidden again when it is let go of.

import { IconEye } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { showNames } from '../../../api/meetings.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './meeting.module.css'

export function ShowNames() {
  const { head, may } = useCaseView()
  const [isHeld, setHeld] = useState(false)
  const { hold, release } = useMemo(() => createHold(head.id, setHeld), [head.id])
  useEffect(() => release, [release])
  if (!may('show-names')) return null
  return (
    <button
      type="button"
      className={styles.showNames}
      aria-pressed={isHeld}
      onPointerDown={hold}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
      onKeyDown={({ key }) => (key === ' ' || key === 'Enter') && hold()}
      onKeyUp={release}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      <IconEye size={20} stroke={1.6} aria-hidden />
      <span className={styles.longWords}>Show names in the room</span>
      <span className={styles.shortWords} aria-hidden="true">
        Names
      </span>
    </button>
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
