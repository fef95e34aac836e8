// F6: from one labelled part of the screen to the next, round and round.

const parts = 'nav[aria-label], main, aside, section[aria-label], section[aria-labelledby], [role="region"]'
const stops =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"], [contenteditable="true"]'

const isSeen = (element: HTMLElement): boolean => element.getClientRects().length > 0

/** Moves the focus by `step` regions. False when there is nowhere to go. */
export function moveToRegion(step: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>(parts)].filter(isSeen)
  if (regions.length === 0) return false
  const at = regions.findLastIndex((region) => region.contains(document.activeElement))
  const from = at === -1 && step === -1 ? 0 : at
  const next = regions[(from + step + regions.length) % regions.length]
  if (!next) return false
  const target = [...next.querySelectorAll<HTMLElement>(stops)].find(isSeen) ?? next
  if (target === next && !next.hasAttribute('tabindex')) next.tabIndex = -1
  target.focus()
  return true
}
