// The save state over time: it stays at "Saving…" a moment longer so that it does not flicker, and says that the
// server is busy only once that has lasted. It is never late to say that something is unsaved.

import { type SaveFacts, type SaveState, saveStateOf } from './save-state.ts'

/** How long "Saving…" stays after the last confirmation. */
export const settleMs = 500
/** How long the server may be unable to save before the person is told. */
export const busyAfterMs = 1_500

export type SaveNow = Omit<SaveFacts, 'isSettling' | 'isServerBusy'> & { troubleSinceMs: number | undefined }

export class SaveWatch {
  #read: () => SaveNow
  #changed: () => void
  #state: SaveState
  #hadEdits = false
  #settledAtMs = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(read: () => SaveNow, changed: () => void) {
    this.#read = read
    this.#changed = changed
    this.#state = saveStateOf({ edits: 0, isOnline: false })
  }

  /** The same object until it changes. */
  get state(): SaveState {
    return this.#state
  }

  /** To be called whenever something the state depends on may have changed. */
  refresh(): void {
    const nowMs = Date.now()
    const now = this.#read()
    if (this.#hadEdits && now.edits === 0) this.#settledAtMs = nowMs + settleMs
    this.#hadEdits = now.edits > 0
    const busyAtMs = now.troubleSinceMs === undefined ? Infinity : now.troubleSinceMs + busyAfterMs
    const next = saveStateOf({
      ...now,
      isSettling: nowMs < this.#settledAtMs,
      isServerBusy: nowMs >= busyAtMs,
    })
    this.#lookAgain([this.#settledAtMs, busyAtMs], nowMs)
    const { kind, edits, text } = this.#state
    if (next.kind === kind && next.edits === edits && next.text === text) return
    this.#state = next
    this.#changed()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #lookAgain(timesMs: number[], nowMs: number): void {
    clearTimeout(this.#timer)
    const nextMs = Math.min(...timesMs.filter((timeMs) => timeMs > nowMs))
    if (Number.isFinite(nextMs)) this.#timer = setTimeout(() => this.refresh(), nextMs - nowMs)
  }
}
