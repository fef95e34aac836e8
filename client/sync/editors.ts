// Which fragments an editor may show. An editor deletes what its schema does not know, even where it is read-only, so
// editors are taken off a fragment before they could see such a thing, and it is shown as plain text until it is gone.

import type * as Y from 'yjs'
import { isShowable } from '#shared/record/read.ts'
import { type FragmentName, fragments, partsOf, type RootName } from '#shared/record/schema.ts'

export type Shown = 'editor' | 'plain-text'
export type RegisteredEditor = {
  detach(): void
  /** Takes over what the person did and the editor has not read yet; called before others' changes come in. */
  read?(): void
}

export class Editors {
  #editors: Record<FragmentName, Set<RegisteredEditor>> = { whatHappened: new Set(), whatWeDo: new Set() }
  #shown: Record<FragmentName, Shown> = { whatHappened: 'editor', whatWeDo: 'editor' }

  shows(fragment: FragmentName): Shown {
    return this.#shown[fragment]
  }

  register(fragment: FragmentName, editor: RegisteredEditor): () => void {
    this.#editors[fragment].add(editor)
    return () => void this.#editors[fragment].delete(editor)
  }

  /** To be called before a change from elsewhere enters the document: afterwards a caret not yet read is lost. */
  read(): void {
    for (const name of fragments) for (const editor of this.#editors[name]) editor.read?.()
  }

  /** To be called before any observer sees the change. Returns whether what is shown has changed. */
  look(doc: Y.Doc, changed: ReadonlySet<RootName>): boolean {
    let isOther = false
    for (const name of fragments) {
      if (!changed.has(name)) continue
      const shown = isShowable(partsOf(doc)[name]) ? 'editor' : 'plain-text'
      if (shown === this.#shown[name]) continue
      isOther = true
      this.#shown[name] = shown
      if (shown === 'plain-text') this.#detach(name)
    }
    return isOther
  }

  /** The document goes: no editor may hold on to it. */
  detachAll(): void {
    for (const name of fragments) {
      this.#detach(name)
      this.#shown[name] = 'editor'
    }
  }

  #detach(name: FragmentName): void {
    const gone = [...this.#editors[name]]
    this.#editors[name].clear()
    for (const editor of gone) editor.detach()
  }
}
