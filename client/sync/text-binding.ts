// Binds a Y.Text to a one-line field. The field is the person's while they compose (accents, Japanese, an emoji in
// two halves): what others do meanwhile waits, and then both are kept. Everybody's caret stays with its words.

import type * as Y from 'yjs'
import { storable } from '#shared/text/storable.ts'
import { type Difference, differenceOf } from './text-difference.ts'

/** The origin of what is typed; the task table's undo manager follows it. */
export const typed = Symbol('typed')

/** What the binding needs of an input or a textarea. */
export type TextFieldElement = Pick<
  HTMLInputElement,
  'value' | 'selectionStart' | 'selectionEnd' | 'addEventListener' | 'removeEventListener'
> & {
  setSelectionRange(start: number, end: number): void
  readonly ownerDocument: { readonly activeElement: unknown }
}

type Delta = { retain?: number | undefined; delete?: number | undefined; insert?: unknown }[]

/** A line has no line breaks, and nothing that cannot be stored. */
const asLine = (text: string): string => storable(text.replace(/\r\n?|\n/g, ' '))

/** Where an index stands after the change. At the very place of an insertion it stays before it. */
function moved(index: number, delta: Delta): number {
  let read = 0
  let result = index
  for (const { retain = 0, delete: removed = 0, insert } of delta) {
    if (typeof insert === 'string' && read < index) result += insert.length
    if (removed) result -= Math.max(0, Math.min(index, read + removed) - read)
    read += retain + removed
  }
  return result
}

/** For each character of the text: its index in what the field shows, or -1 if the field does not show it yet. */
function applyToPlaces(places: number[], delta: Delta): void {
  let at = 0
  for (const { retain = 0, delete: removed = 0, insert } of delta) {
    at += retain
    if (removed) places.splice(at, removed)
    if (typeof insert === 'string') {
      places.splice(at, 0, ...Array.from({ length: insert.length }, () => -1))
      at += insert.length
    }
  }
}

class TextBinding {
  #text: Y.Text
  #field: TextFieldElement
  /** What the field showed when it last agreed with the document. */
  #shown: string
  /** Set while the field is the person's alone. */
  #places: number[] | undefined
  #isComposing = false
  #isWriting = false

  constructor(text: Y.Text, field: TextFieldElement) {
    this.#text = text
    this.#field = field
    this.#shown = text.toString()
    field.value = this.#shown
    text.observe(this.#changed)
    field.addEventListener('input', this.#input)
    field.addEventListener('compositionstart', this.#composes)
    field.addEventListener('compositionend', this.#composed)
    field.addEventListener('blur', this.#left)
  }

  unbind = (): void => {
    this.#left()
    this.#text.unobserve(this.#changed)
    this.#field.removeEventListener('input', this.#input)
    this.#field.removeEventListener('compositionstart', this.#composes)
    this.#field.removeEventListener('compositionend', this.#composed)
    this.#field.removeEventListener('blur', this.#left)
  }

  #hold(): void {
    this.#places ??= Array.from(this.#shown, (_, index) => index)
  }

  #composes = (): void => {
    this.#isComposing = true
    this.#hold()
  }

  #composed = (): void => {
    this.#isComposing = false
    this.#take()
  }

  #input = (): void => {
    if (this.#isComposing) return
    // Some keyboards send an emoji in two halves; the other one is about to come.
    if (this.#field.value.isWellFormed()) this.#take()
    else this.#hold()
  }

  #left = (): void => {
    this.#isComposing = false
    this.#take()
  }

  /** What the field holds goes into the document, beside what others wrote meanwhile. */
  #take(): void {
    const places = this.#places
    const after = asLine(this.#field.value)
    const caret = this.#field.selectionEnd ?? after.length
    const difference = differenceOf(this.#shown, after, caret)
    if (!places && !difference && after === this.#field.value) return
    this.#places = undefined
    if (difference) this.#write(difference, places)
    this.#shown = this.#text.toString()
    if (this.#shown !== this.#field.value) this.#show(caretAfter(caret, difference, places))
  }

  #write({ at, removed, inserted }: Difference, places: number[] | undefined): void {
    this.#isWriting = true
    this.#text.doc?.transact(() => {
      const target = places ? placeOf(places, at) : at
      if (!places && removed) this.#text.delete(target, removed)
      // Others wrote meanwhile: only what the person really removed goes, from the end.
      for (let index = (places?.length ?? 0) - 1; index >= target; index--)
        if (places![index]! >= at && places![index]! < at + removed) this.#text.delete(index, 1)
      if (inserted) this.#text.insert(target, inserted)
    }, typed)
    this.#isWriting = false
  }

  #changed = (event: Y.YTextEvent): void => {
    if (this.#isWriting) return
    const delta = event.delta as Delta
    if (this.#places) {
      applyToPlaces(this.#places, delta)
      return
    }
    this.#shown = this.#text.toString()
    const { selectionStart, selectionEnd } = this.#field
    this.#show(moved(selectionStart ?? 0, delta), moved(selectionEnd ?? 0, delta))
  }

  #show(start: number, end = start): void {
    this.#field.value = this.#shown
    // Selecting in a field that has no focus would take the focus there in some browsers.
    if (this.#field.ownerDocument.activeElement === this.#field) this.#field.setSelectionRange(start, end)
  }
}

/** Where in the text an edit at `at` of the field belongs: right behind the character it followed. */
function placeOf(places: number[], at: number): number {
  const before = places.findLastIndex((place) => place >= 0 && place < at)
  return before + 1
}

/** Where the field's caret stands once the edit and what others wrote are both in the text. */
function caretAfter(caret: number, difference: Difference | undefined, places: number[] | undefined): number {
  if (!places) return caret
  if (!difference) return placeOf(places, caret)
  const { at, removed, inserted } = difference
  if (caret < at) return placeOf(places, caret)
  const target = placeOf(places, at)
  if (caret <= at + inserted.length) return target + caret - at
  const isGone = (place: number) => place >= at && place < at + removed
  const position = placeOf(places, caret - inserted.length + removed)
  return position - places.slice(0, position).filter(isGone).length + inserted.length
}

/** Shows the text in the field and writes what is typed there. Returns the way to end it. */
export function bindText(text: Y.Text, field: TextFieldElement): () => void {
  return new TextBinding(text, field).unbind
}
