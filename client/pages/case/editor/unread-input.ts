// What a person has just done and the editor has not read yet. A browser tells of a moved caret a little later, on a
// busy device after the next key; whatever changes the editor's state in between would put the caret back where it
// was, and the next words land there. So the editor reads first, before every key and before everything that
// comes from others.

import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** The parts of the kit's view that its types do not name. */
type Reading = {
  domObserver: { forceFlush(): void; flush(): void }
  input: { lastFocus: number }
}

/** Takes over what stands in the page now: typed words and the caret. */
export function readInput(view: EditorView): void {
  if (view.isDestroyed) return
  const { domObserver } = view as unknown as Reading
  domObserver.forceFlush()
  domObserver.flush()
}

const isAndroid = /\bAndroid\b/.test(navigator.userAgent)
/** Of keyboards that tell of no key, what they are about to do: by the key it would have been. */
const keyOf: Readonly<Record<string, KeyboardEventInit>> = {
  insertParagraph: { key: 'Enter' },
  insertLineBreak: { key: 'Enter', shiftKey: true },
}

/**
 * Enter on a phone is a change of the page, from which the kit guesses what was meant; beside somebody's caret it guesses wrong. So
 * it is taken before it happens, as the key.
 * @returns whether it was
 */
function takeAsKey(view: EditorView, event: InputEvent): boolean {
  const init = keyOf[event.inputType]
  if (!isAndroid || !init) return false
  readInput(view)
  const key = new KeyboardEvent('keydown', init)
  if (!view.someProp('handleKeyDown', (handle) => handle(view, key))) return false
  event.preventDefault()
  return true
}

/** Keys and words meet the caret that the person sees. */
export const readBeforeKeys = Extension.create({
  name: 'readBeforeKeys',
  priority: 2_000,
  addProseMirrorPlugins() {
    const read = (view: EditorView) => {
      // A composition has its own order, and its caret is the browser's.
      if (!view.composing) readInput(view)
      return false
    }
    const onKeyDown = (view: EditorView) => {
      read(view)
      // From here on a caret at the very start is somebody's wish, and not the browser's on focus.
      ;(view as unknown as Reading).input.lastFocus = 0
      return false
    }
    const onBeforeInput = (view: EditorView, event: InputEvent) => read(view) || takeAsKey(view, event)
    return [new Plugin({ props: { handleDOMEvents: { keydown: onKeyDown, beforeinput: onBeforeInput } } })]
  },
})
