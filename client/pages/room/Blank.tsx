// The wall while it shows no meeting: never without a word.

import type { ReactNode } from 'react'
import { useFront } from '../../api/queries.ts'
import { DemoMark } from '../../ui/DemoMark.tsx'
import { Mark } from '../../ui/Logo.tsx'
import styles from './room.module.css'

type Given = {
  words?: string | undefined
  /** What to do about it. */
  more?: string | undefined
  isLate?: boolean
  children?: ReactNode
}

/** @param isLate something is wrong that will pass, or that somebody has to look at */
export function Blank({ words, more, isLate = false, children }: Given) {
  return (
    <main id="main" className={styles.blank} data-late={isLate || undefined}>
      <Mark />
      <div role="status">
        {words && <h1>{words}</h1>}
        {more && <p>{more}</p>}
      </div>
      {children}
      <InDemo />
    </main>
  )
}

/** In the head, beside where the meeting is: what is read from far stays as it is. */
export function InDemo() {
  const { data: front } = useFront()
  return <DemoMark isDemo={front?.isDemo} />
}
