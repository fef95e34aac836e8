// Pictures for whoever wants to look: `SHOTS=folder`. Without it nothing is taken.

import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'

/** The page as it looks now. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name.replaceAll(/[^\w]+/gu, '-')}.png` })
}

/** What stands on somebody's screen, in light and in dark. */
export async function shot({ page }: { page: Page }, name: string): Promise<void> {
  if (!process.env.SHOTS) return
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await picture(page, `${name} ${colorScheme}`)
  }
  await page.emulateMedia({ colorScheme: null })
}
