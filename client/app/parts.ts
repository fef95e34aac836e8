// Parts that are asked for before the screen that shows them has run.

import type { CaseTab } from '#shared/cases/tabs.ts'
import { loadTab } from '../pages/case/tabs.ts'
import { part } from '../ui/part.tsx'

export const CasePage = part(async () => (await import('../pages/case/CasePage.tsx')).CasePage)

/** The case's page and its tab side by side: one after the other they take seconds on a phone. */
export const loadCase = async (tab: CaseTab): Promise<void> => {
  await Promise.all([CasePage.ahead(), loadTab(tab)])
}
