// What a person does at a screen, whichever browser draws it: things are found by their role and accessible name as the
// browser itself computes them, and keys are real keys.

export type Role = 'button' | 'textbox' | 'link' | 'checkbox' | 'status' | 'heading'
export type Key = 'Enter' | 'End' | 'Control+End' | 'Backspace'

export type Screen = {
  /** Which browser this is, in its own words. */
  version: string
  go: (url: string) => Promise<void>
  reload: () => Promise<void>
  /** Waits until it is there and presses it. */
  press: (role: Role, name: string) => Promise<void>
  /** Waits until it is there and types into it, a key at a time. */
  type: (role: Role, name: string, text: string) => Promise<void>
  key: (key: Key) => Promise<void>
  /** What stands there now; undefined where it is not. */
  read: (role: Role, name: string) => Promise<string | undefined>
  /** Runs in the page. */
  ask: <T>(expression: string) => Promise<T>
  close: () => Promise<void>
}

/** Longer than a browser takes to start on two busy cores. */
export const patienceMs = 30_000

/** @throws with what was waited for */
export async function waitFor<T>(
  what: string,
  find: () => Promise<T | undefined>,
  withinMs = patienceMs,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
