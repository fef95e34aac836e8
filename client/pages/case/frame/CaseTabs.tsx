// The tabs of a case, as links: every one has an address.

import { Link } from 'wouter'
import { type CaseTab, caseTabs } from '#shared/cases/tabs.ts'
import { casePath } from '../../../api/queries.ts'
import { useCaseView } from '../view/case-view.tsx'
import styles from './frame.module.css'

/** The tabs that this member may open. */
export function useTabs(): readonly (typeof caseTabs)[number][] {
  const { may } = useCaseView()
  return caseTabs.filter((one) => may(one.may))
}

export function CaseTabs({ tab }: { tab: CaseTab }) {
  const { head } = useCaseView()
  return (
    <nav aria-label="Case" className={styles.tabs}>
      {useTabs().map((one) => (
        <Link
          key={one.tab}
          href={casePath(head.codeName, one.path)}
          aria-current={one.tab === tab ? 'page' : undefined}
        >
          {one.title}
        </Link>
      ))}
    </nav>
  )
}
