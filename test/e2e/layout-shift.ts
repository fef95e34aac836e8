// How much of a page moved by itself, as the browser counts it (Layout Instability). What moves within half a second of a press
// or a key on this page is its own doing and counts for nothing; a load counts from its first paint.

import type { BrowserContext, Page } from 'playwright-core'

type Shift = { value: number; hadRecentInput: boolean; sources: string[] }
declare global {
  interface Window {
    layoutShifts?: Shift[]
  }
}

/** Watches every page of this browser from its first paint on; to be called before a page is opened. */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(observe)
}

function observe(): void {
  const shifts: Shift[] = []
  window.layoutShifts = shifts
  const nameOf = (node: Node | null): string =>
    node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}` : (node?.nodeName ?? 'gone')
  const boxOf = ({ x, y, width, height }: DOMRectReadOnly) => `${x},${y} ${width}x${height}`
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput, sources } = entry as PerformanceEntry & {
        value: number
        hadRecentInput: boolean
        sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
      }
      const wayOf = ({ node, previousRect, currentRect }: (typeof sources)[number]) =>
        `${nameOf(node)} ${boxOf(previousRect)} to ${boxOf(currentRect)}`
      shifts.push({ value, hadRecentInput, sources: sources.map(wayOf) })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Begins to count anew. */
export async function forgetShifts(page: Page): Promise<void> {
  await settle(page)
  await page.evaluate(() => {
    window.layoutShifts!.length = 0
  })
}

/**
 * What moved by itself since the page was opened, or since it was last forgotten.
 * @returns `sum` of the shifts, and what moved, for the words of a failure
 */
export async function readShifts(page: Page): Promise<{ sum: number; moved: string[] }> {
  await settle(page)
  const own = (await page.evaluate(() => window.layoutShifts!)).filter((shift) => !shift.hadRecentInput)
  const sum = own.reduce((total, { value }) => total + value, 0)
  return { sum, moved: own.map(({ value, sources }) => `${value.toFixed(4)} ${sources.join(', ')}`) }
}

/** Two frames drawn, and the fonts there: what is to move has moved. */
const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await document.fonts.ready
    for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve))
  })
