// The tabs of a case, as links: every one has an address.

import { Link } from 'wouter'
import { codeOf } from '../../../api/queries.ts'
import { useCaseView } from '../case-view.tsx'
import styles from './frame.module.css'

export const tabs = [
  { tab: 'report', title: 'Report', path: '/report' },
  { tab: 'meeting', title: 'Meeting', path: '' },
  { tab: 'access', title: 'People and access', path: '/access' },
] as const

export const hrefOf = (codeName: string, path: string): string => `/c/${codeOf(codeName)}${path}`

export function CaseTabs({ tab }: { tab: (typeof tabs)[number]['tab'] }) {
  const { detail } = useCaseView()
  return (
    <nav aria-label="Case" className={styles.tabs}>
      {tabs.map((one) => (
        <Link
          key={one.tab}
          href={hrefOf(detail.codeName, one.path)}
          aria-current={one.tab === tab ? 'page' : undefined}
        >
          {one.title}
        </Link>
      ))}
    </nav>
  )
}
