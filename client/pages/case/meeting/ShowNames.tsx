// "Show names in the room": shown while the lead holds it, for at most 20 s, and hidden again when it is let go of.

import { IconEye } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { limits } from '#shared/limits.ts'
import { ask } from '../../../api/ask.ts'
import { useCaseView } from '../case-view.tsx'
import styles from './meeting.module.css'

export function ShowNames() {
  const { detail, may } = useCaseView()
  const [isHeld, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const tell = (isShown: boolean) =>
    void ask('PUT', `/api/cases/${detail.id}/names-shown`, { body: { isShown } }).catch(() => {
      // The server hides them by itself; what could not be shown stays hidden.
    })
  const release = () => {
    clearTimeout(timer.current)
    setHeld((was) => {
      if (was) tell(false)
      return false
    })
  }
  const hold = () => {
    if (isHeld) return
    setHeld(true)
    tell(true)
    timer.current = setTimeout(release, limits.showNamesMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
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
      Show names in the room
    </button>
  )
}
