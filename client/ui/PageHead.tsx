// The head of a page: its one heading, a line below it, and what stands on the right.

import type { ReactNode } from 'react'
import look from './PageHead.module.css'

export function PageHead({
  title,
  sub,
  children,
  size = 'page',
}: {
  title: string
  sub?: ReactNode
  /** Stands on the right (wraps below on phones). */
  children?: ReactNode
  /** `case`: the large code name. */
  size?: 'page' | 'case'
}) {
  return (
    <header className={look.head}>
      <div className={look.words}>
        <h1 className={size === 'case' ? look.caseTitle : look.title} tabIndex={-1}>
          {title}
        </h1>
        {sub && <div className={`${look.sub} num`}>{sub}</div>}
      </div>
      {children && <div className={look.side}>{children}</div>}
    </header>
  )
}
