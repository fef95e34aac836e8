// Which fragments an editor may show. An editor deletes what its schema does not know, even where it is read-only, so
// editors are taken off a fragment before they could see such a thing, and it is shown as plain text until it is gone.

import type * as Y from 'yjs'
import { isShowable } from '#shared/record/read.ts'
import { type FragmentName, fragments, partsOf, type RootName } from '#shared/record/schema.ts'

export type Shown = 'editor' | 'plain-text'
export type RegisteredEditor = {
  /** @returns where the person's caret stood in it, if they were writing there */
  detach(): number | undefined
  /** Takes over what the person did and the editor has not read yet; called before others' changes come in. */
  read?(): void
}

export class Editors {
  #editors: Record<FragmentName, Set<RegisteredEditor>> = { whatHappened: new Set(), whatWeDo: new Set() }
  #shown: Record<FragmentName, Shown> = { whatHappened: 'editor', whatWeDo: 'editor' }

  /** Whose document went while somebody wrote in them: where the caret stood. */
  #left = new Map<FragmentName, number>()

  /** Whether somebody was writing here when the document went. */
  isLeft = (fragment: FragmentName): boolean => this.#left.has(fragment)

  /** Where the caret stood, for the editor that comes in the place of the one before; once. */
  takeLeft(fragment: FragmentName): number | undefined {
    const caret = this.#left.get(fragment)
    this.#left.delete(fragment)
    return caret
  }

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
      const caret = this.#detach(name)
      if (caret !== undefined) this.#left.set(name, caret)
      this.#shown[name] = 'editor'
    }
  }

  #detach(name: FragmentName): number | undefined {
    const gone = [...this.#editors[name]]
    this.#editors[name].clear()
    const carets = gone.map((editor) => editor.detach())
    return carets.find((caret) => typeof caret === 'number')
  }
}
