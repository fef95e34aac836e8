// What comes out of a clipboard or a drag, through the browser's own events.

import type { Page } from 'playwright-core'

type Brought = { plain?: string; html?: string }
/** Into the first question. */
export const bring = (page: Page, how: 'paste' | 'drop', what: Brought) =>
  page.evaluate(
    ({ how, what }) => {
      const target = document.querySelector('[role="textbox"][aria-label="What happened?"]')!
      const data = new DataTransfer()
      if (what.plain !== undefined) data.setData('text/plain', what.plain)
      if (what.html !== undefined) data.setData('text/html', what.html)
      const last = target.lastElementChild!.getBoundingClientRect()
      const at = { clientX: last.left + 5, clientY: last.top + last.height / 2 }
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, ...at })
      target.dispatchEvent(event)
    },
    { how, what },
  )
