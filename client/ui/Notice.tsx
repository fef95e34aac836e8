// A line that says what is true now and what one can do. Green: good to know. Due: late, or waiting on a network.
// Safety: somebody may be in danger, nothing else.

import type { ReactNode } from 'react'
import look from './Notice.module.css'

export type NoticeTone = 'plain' | 'green' | 'due' | 'safety'

export function Notice({
  tone = 'plain',
  icon,
  role,
  children,
  action,
}: {
  tone?: NoticeTone
  icon?: ReactNode
  /** `status` where it appears while the page is open, `alert` where it must be heard at once. */
  role?: 'status' | 'alert'
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={`${look.notice} ${look[tone]}`} role={role}>
      {icon}
      <div className={look.words}>{children}</div>
      {action}
    </div>
  )
}
