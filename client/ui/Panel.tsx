// A surface with a hairline, and the titled section that stands in it.

import { type ReactNode, useId } from 'react'
import look from './Panel.module.css'

/** A labelled region on a surface. Without a title it is only the surface. */
export function Panel({
  title,
  children,
  isFlush = false,
}: {
  title?: string
  children: ReactNode
  /** No padding: a table or list reaches the edges. */
  isFlush?: boolean
}) {
  const id = useId()
  if (!title) return <div className={`${look.panel} ${isFlush ? look.flush : ''}`}>{children}</div>
  return (
    <section aria-labelledby={id} className={`${look.panel} ${isFlush ? look.flush : ''}`}>
      <h2 id={id} className={look.title}>
        {title}
      </h2>
      {children}
    </section>
  )
}
