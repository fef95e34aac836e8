// Nobody presses by one tap what stood where they tapped a moment before. A press counts by when and where it began, never by when
// a busy page hears of it: on this very thing, after it was in sight for a moment in which nothing was pressed, and once.

/** Longer than a double tap takes, in milliseconds. */
export const quietMs = 550
/** As far as a thumb strays between two taps, in pixels. */
const nearPx = 60

type Point = { x: number; y: number }
type Press = {
  /** What it began on, if that is guarded. */
  what: string | undefined
  isGood: boolean
  /** It came too soon after an answer. */
  isSecond: boolean
}

/** All times are those of `Event.timeStamp` and `performance.now()`. */
export class PressGuard {
  /** Since when each guarded thing has been in sight. */
  #inSightSince = new Map<string, number>()
  /** What is pressed before counts for nothing, and begins the wait anew. */
  #heldUntil = Number.NEGATIVE_INFINITY
  /** Where the press was that an answer followed from: what comes to stand there takes none. */
  #answeredAt: Point | undefined
  /** Begun, and not ended by a click yet. */
  #begun: Press | undefined
  #ended: Press | undefined
  #isHeld = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #listeners = new Set<() => void>()

  /** Hears every press on a page before anything on it does. */
  listen(page: EventTarget): void {
    page.addEventListener('pointerdown', (event) => this.#begin(event), true)
    page.addEventListener('keydown', (event) => this.#begin(event as KeyboardEvent), true)
    page.addEventListener('click', (event) => this.#end(event as MouseEvent), true)
  }

  /** Whether this is to look as if it took no press: for the eye, nothing is decided by it. It does from its first drawing on. */
  isHeld = (what: string): boolean => this.#isHeld || !this.#inSightSince.has(what)

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * It has come, wherever a finger was: nothing guarded takes a press for a moment.
   * @param what as `data-press` on the element says. @param atMs when it was first in sight
   */
  show(what: string, atMs: number): void {
    this.#inSightSince.set(what, atMs)
    this.#forgetAnswer(atMs)
    this.#holdUntil(atMs + quietMs)
  }

  hide(what: string): void {
    this.#inSightSince.delete(what)
  }

  /**
   * To be asked once for a click on a guarded thing. @returns whether it counts; then nothing else does for a moment
   * @param at where the finger was, or the thing itself
   */
  take(what: string, at: Point, atMs: number): boolean {
    const press = this.#ended
    this.#ended = undefined
    if (!press?.isGood || press.what !== what) return false
    this.#answeredAt = at
    this.#holdUntil(atMs + quietMs)
    return true
  }

  #begin(event: Event & { repeat?: boolean }): void {
    // A key that is held goes on with the press it began; a held Enter clicks again and again.
    if (event.repeat && this.#begun) this.#holdUntil(event.timeStamp + quietMs)
    else this.#begun = this.#pressOf(event, event.repeat === true)
  }

  /** Whoever uses a screen reader may click without having pressed. */
  #end(event: MouseEvent): void {
    const press = this.#begun ?? this.#pressOf(event, false)
    this.#begun = undefined
    this.#ended = press
    if (!press.isSecond || !this.#answeredAt) return
    const { x, y } = this.#answeredAt
    const isNear = Math.hypot(event.clientX - x, event.clientY - y) < nearPx
    if (event.detail > 0 && !isNear) return
    event.preventDefault()
    event.stopPropagation()
  }

  #pressOf({ target, timeStamp }: Event, isRepeat: boolean): Press {
    const what = guardedAt(target)
    const since = what === undefined ? undefined : this.#inSightSince.get(what)
    this.#forgetAnswer(timeStamp)
    const isSecond = isRepeat || timeStamp < this.#heldUntil
    if (isSecond) this.#holdUntil(timeStamp + quietMs)
    return { what, isSecond, isGood: !isSecond && since !== undefined && timeStamp - since >= quietMs }
  }

  #forgetAnswer(nowMs: number): void {
    if (nowMs >= this.#heldUntil) this.#answeredAt = undefined
  }

  #holdUntil(untilMs: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, untilMs)
    if (!this.#isHeld) {
      this.#isHeld = true
      this.#tell()
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#release, Math.max(0, this.#heldUntil - performance.now()))
  }

  #release = (): void => {
    if (performance.now() < this.#heldUntil) this.#holdUntil(this.#heldUntil)
    else {
      this.#isHeld = false
      this.#tell()
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** What guarded thing the target of an event is, or is within. */
function guardedAt(target: EventTarget | null): string | undefined {
  const element = target as Partial<Element> | null
  return element?.closest?.('[data-press]')?.getAttribute('data-press') ?? undefined
}

/** One for the page: a finger is in one place. */
export const pressGuard = new PressGuard()
if (typeof window !== 'undefined') pressGuard.listen(window)
