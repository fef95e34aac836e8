// Hands that act at the pace of people, and are counted. Each thing that somebody does is one action: to open a link, to fill
// a field, to press a button or a key, to write. The times are those of the keystroke-level model (Card, Moran and Newell):
// making up one's mind, pointing, and a key of somebody who types neither fast nor slowly.

import type { Locator, Page } from 'playwright-core'
import type { Seat } from './stage.ts'

/** In milliseconds. */
export const pace = { mind: 1_350, point: 1_100, key: 250 }

export type Done = { who: string; did: string; atMs: number }

/** What several people did, in order. */
export function openCount() {
  const done: Done[] = []
  const start = performance.now()
  return {
    done,
    note: (who: string, did: string) => done.push({ who, did, atMs: performance.now() - start }),
    seconds: () => Math.round((performance.now() - start) / 100) / 10,
    list: () => done.map(({ who, did }, at) => `  ${at + 1} ${who}: ${did}`).join('\n'),
  }
}
export type Count = ReturnType<typeof openCount>

/** One person's hands at their device. */
export function handsOf(who: string, { page, go }: Seat, count: Count) {
  const pause = (ms: number) => page.waitForTimeout(ms)
  const act = async (did: string, beforeMs: number, how: () => Promise<unknown>) => {
    count.note(who, did)
    await pause(beforeMs)
    await how()
  }
  return {
    open: (link: string) =>
      act('opens the link', pace.mind, () => go(new URL(link).pathname + new URL(link).hash)),
    press: (what: Locator, did: string) =>
      act(did, pace.mind + pace.point, async () => {
        await what.click()
        await pause(pace.key)
      }),
    key: (key: string, did: string) => act(did, pace.mind, () => page.keyboard.press(key)),
    fill: (what: Locator, text: string, did: string) =>
      act(did, pace.mind, () => what.pressSequentially(text, { delay: pace.key })),
    /** Wherever the caret is: nothing is pressed before. */
    write: (text: string) => act('writes', pace.mind, () => typeAt(page, text)),
  }
}

const typeAt = (page: Page, text: string) => page.keyboard.type(text, { delay: pace.key })
