// Parts that are asked for before the screen that shows them has run.

import { part } from '../ui/part.tsx'

export const CasePage = part(async () => (await import('../pages/case/CasePage.tsx')).CasePage)

/** The case's screen and its editor side by side: one after the other they take seconds on a phone. */
export const loadCase = async (): Promise<void> => {
  const editor = import('../pages/case/meeting/editor/RecordEditor.tsx').catch(() => undefined)
  await CasePage.ahead()
  await editor
}
