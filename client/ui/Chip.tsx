// A small fact in a few words. Clay only where somebody may be in danger, amber for due soon, late or no network.

import type { ReactNode } from 'react'
import look from './Chip.module.css'

export type ChipTone = 'plain' | 'green' | 'due' | 'safety' | 'line'

export function Chip({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: ChipTone
  /** A 15 px icon, drawn without a name of its own. */
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <span className={`${look.chip} ${look[tone]} num`}>
      {icon}
      {children}
    </span>
  )
}

/** The small round mark before a word. */
export function Dot() {
  return <span className={look.dot} aria-hidden="true" />
}
