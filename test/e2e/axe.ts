// The accessibility check, as the browser tests ask it.

import { AxeBuilder } from '@axe-core/playwright'
import type { Seat } from './stage.ts'

/** The looks in which a page is checked: as one chooses it, and as a system that sets its own colours shows it. */
const looks = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const

/**
 * What axe finds in light, in dark and in forced colours, in words; and whether the page scrolls sideways.
 * @param seen called in each look, before the next: for a picture
 */
export async function findViolations(
  { page }: Pick<Seat, 'page'>,
  seen: (look: string) => Promise<void> = async () => {},
): Promise<string[]> {
  const found: string[] = []
  for (const { name, ...media } of looks) {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    const builder = new AxeBuilder({ page })
    // Forced colours are the system's own; what is computed of a text is still the colour that it does not have there.
    if (media.forcedColors === 'active') builder.disableRules('color-contrast')
    const { violations } = await builder.analyze()
    for (const { id, nodes } of violations)
      found.push(...nodes.map((node) => `${name}: ${id} at ${node.target.join(' ')}: ${node.failureSummary}`))
    await seen(name)
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null })
  const isWide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  return isWide ? [...found, 'scrolls sideways'] : found
}
