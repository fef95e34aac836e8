// Nobody presses by one tap what stood where they tapped a moment before. After an answer, and when something to answer comes by
// itself, presses count again only once a moment has passed without any: a second tap, or a key that is held, answers nothing.

/** Longer than a double tap takes, in milliseconds. */
export const quietMs = 550
/** As far as a thumb strays between two taps, in pixels. */
const nearPx = 60

type Point = { x: number; y: number }

export class PressGuard {
  #isHeld = false
  /** Where the press was that an answer followed from: what comes to stand there takes none. */
  #at: Point | undefined
  #lastMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #listeners = new Set<() => void>()

  /** Whether what has just come takes no press yet. */
  isHeld = (): boolean => this.#isHeld

  /** The same for one press, by when it was: a page that was busy may be told of it after the hold has ended. */
  isTooSoon = ({ timeStamp }: Event): boolean => this.#isHeld || timeStamp - this.#lastMs < quietMs

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param press the one that was answered by; without it only what asks `isHeld` is held back */
  hold(press?: Point): void {
    this.#at = press
    this.#lastMs = performance.now()
    this.#again()
    if (this.#isHeld) return
    this.#isHeld = true
    window.addEventListener('pointerdown', this.#pressed, true)
    window.addEventListener('keydown', this.#pressed, true)
    window.addEventListener('click', this.#clicked, true)
    this.#tell()
  }

  #pressed = (event: Event): void => {
    this.#lastMs = Math.max(this.#lastMs, event.timeStamp)
    this.#again()
  }

  #clicked = (event: MouseEvent): void => {
    const isKey = event.detail === 0
    const isNear = this.#at && Math.hypot(event.clientX - this.#at.x, event.clientY - this.#at.y) < nearPx
    if (!this.#at || !(isKey || isNear)) return
    event.preventDefault()
    event.stopPropagation()
  }

  #again(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#release, quietMs)
  }

  /** A slow page comes late to a press: before a frame is drawn it has been told of all there were. */
  #release = (): void => {
    const leftMs = this.#lastMs + quietMs - performance.now()
    if (leftMs > 0) this.#timer = setTimeout(this.#release, leftMs)
    else requestAnimationFrame(() => this.#letGo())
  }

  #letGo(): void {
    if (!this.#isHeld) return
    if (performance.now() - this.#lastMs < quietMs) return
    this.#isHeld = false
    window.removeEventListener('pointerdown', this.#pressed, true)
    window.removeEventListener('keydown', this.#pressed, true)
    window.removeEventListener('click', this.#clicked, true)
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** One for the page: a finger is in one place. */
export const pressGuard = new PressGuard()
