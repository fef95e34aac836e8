// What stands where nothing is yet: a title, a sentence, perhaps a way on. It never congratulates.

import type { ReactNode } from 'react'
import look from './EmptyState.module.css'

export function EmptyState({
  title,
  children,
  art,
  actions,
  level = 2,
}: {
  title: string
  children?: ReactNode
  /** A drawing such as `<ArchArt />`, left of the words (hidden on phones). */
  art?: ReactNode
  actions?: ReactNode
  level?: 1 | 2
}) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className={art ? look.withArt : look.plain}>
      {art && <div className={look.art}>{art}</div>}
      <div>
        <Heading className={look.title} tabIndex={level === 1 ? -1 : undefined}>
          {title}
        </Heading>
        {children && <div className={look.words}>{children}</div>}
        {actions && <div className={look.actions}>{actions}</div>}
      </div>
    </div>
  )
}
