// How much of a text, and which rows, a box has room for: read from what the browser drew.

/** Pixels by which a browser's own rounding may differ. */
const slack = 1.5

/** Whether more stands in it than there is room for. */
export const isOver = (box: Element): boolean =>
  box.scrollHeight > box.clientHeight + slack || box.scrollWidth > box.clientWidth + slack

/** How many signs of the text in this box are wholly in sight; columns beside each other count. @param sign the height that is wanted below */
export function signsThatFit(box: Element, sign: number): number {
  const texts = textsIn(box)
  const bounds = box.getBoundingClientRect()
  const bottom = bounds.bottom - sign + slack
  let [fits, over] = [0, texts.reduce((sum, { data }) => sum + data.length, 0)]
  while (fits < over) {
    const middle = Math.ceil((fits + over) / 2)
    const place = placeBefore(texts, middle)
    if (!place || (place.bottom <= bottom && place.left < bounds.right + slack)) fits = middle
    else over = middle - 1
  }
  return fits
}

function textsIn(box: Element): Text[] {
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  return texts
}

/** Where the last sign before this was drawn that takes a place at all. */
function placeBefore(texts: readonly Text[], index: number): DOMRect | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const place = placeOf(texts, at)
    if (place) return place
  }
  return undefined
}

function placeOf(texts: readonly Text[], index: number): DOMRect | undefined {
  let left = index
  for (const text of texts) {
    if (left < text.data.length) {
      const range = document.createRange()
      range.setStart(text, left)
      range.setEnd(text, left + 1)
      return [...range.getClientRects()].at(-1)
    }
    left -= text.data.length
  }
  return undefined
}
