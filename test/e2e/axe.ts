// The accessibility check, as the browser tests ask it.

import { AxeBuilder } from '@axe-core/playwright'
import type { Seat } from './stage.ts'

/** What axe finds in both colour schemes, in words; and whether the page scrolls sideways. */
export async function findViolations({ page }: Seat): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).analyze()
    for (const { id, nodes } of violations)
      found.push(
        ...nodes.map((node) => `${colorScheme}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`),
      )
  }
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return isWide ? [...found, 'scrolls sideways'] : found
}
