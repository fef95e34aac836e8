// The focus is never on nothing after an act. Where what had it goes away (a card that was answered, a row, a dialog), it goes to
// the heading of what that stood in, on which no key does anything; where it was only out of use for a moment, back to it. A
// form that finds something wrong takes it to the first field that is not right, which is read out with its error.

const invalid = '[aria-invalid="true"]'

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** The nearest heading of what is still there; at last the screen's own. */
function headingNear(path: readonly Element[]): HTMLElement | null {
  const around = path.find((one) => one.isConnected && one !== document.body && one.querySelector(headings))
  return (around ?? document).querySelector<HTMLElement>(around ? headings : 'main h1, h1')
}
const headings = 'h1, h2, h3'

function focusHeading(heading: HTMLElement): void {
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}

/** Called once, for as long as the page lives. */
export function keepFocus(): void {
  let last: HTMLElement | undefined
  let path: Element[] = []
  let isLooking = false

  const mend = () => {
    isLooking = false
    if (!last) return
    const wrong = firstWrong(last)
    if (wrong) return wrong.focus()
    if (!isNowhere()) return
    if (!last.isConnected || last.closest('[inert], [hidden]')) {
      const heading = headingNear(path)
      if (heading) focusHeading(heading)
    } else if (!last.matches(':disabled')) last.focus({ preventScroll: true })
  }
  // Later: whoever takes a thing away may have a better place for the focus.
  const look = () => {
    if (isLooking) return
    isLooking = true
    setTimeout(mend)
  }
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    last = target
    path = pathOf(target)
  })
  // A press beside everything lets go of it, and that was meant.
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Element && !target.closest('button, a, input, textarea, select, [tabindex]'))
      last = isNowhere() ? undefined : last
  })
  document.addEventListener('focusout', ({ target, relatedTarget }) => {
    if (relatedTarget || !(target instanceof HTMLElement)) return
    setTimeout(() => {
      const isLeft = target === last && target.isConnected && !target.matches(':disabled') && isNowhere()
      if (isLeft) last = undefined
    })
  })
  new MutationObserver((changes) => {
    if (last && (isNowhere() || changes.some(({ attributeName }) => attributeName === 'aria-invalid'))) look()
  }).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled', 'inert', 'hidden', 'aria-invalid'],
  })
}

/** After a form was sent, and not while somebody types in it. */
function firstWrong(last: HTMLElement): HTMLElement | null | undefined {
  const isSender = last.matches('button') && (isNowhere() || document.activeElement === last)
  return isSender ? last.closest('form')?.querySelector<HTMLElement>(invalid) : undefined
}

function pathOf(element: Element): Element[] {
  const path: Element[] = []
  for (let one = element.parentElement; one; one = one.parentElement) path.push(one)
  return path
}
