// A key or a sequence of keys, as printed on the keyboard.

import look from './KeyHint.module.css'

const isApple = /Mac|iPhone|iPad/u.test(globalThis.navigator?.platform ?? '')

/** `Ctrl K` reads `⌘ K` on Apple devices. */
export function KeyHint({ keys }: { keys: string }) {
  return <kbd className={look.key}>{isApple ? keys.replace('Ctrl', '⌘') : keys}</kbd>
}
