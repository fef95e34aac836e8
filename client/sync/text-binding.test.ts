import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { bindText, type TextFieldElement } from './text-binding.ts'

/** A field as a browser has it, as far as the binding looks. */
class Field implements TextFieldElement {
  value = ''
  selectionStart = 0
  selectionEnd = 0
  ownerDocument = { activeElement: this as unknown }
  #listeners = new Map<string, Set<() => void>>()

  addEventListener(type: string, listener: unknown): void {
    const known = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, known.add(listener as () => void))
  }

  removeEventListener(type: string, listener: unknown): void {
    this.#listeners.get(type)?.delete(listener as () => void)
  }

  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start
    this.selectionEnd = end
  }

  says(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) listener()
  }

  /** The person replaces a part; the caret ends behind what they wrote. */
  types(words: string, from = this.selectionStart, to = from): void {
    this.value = this.value.slice(0, from) + words + this.value.slice(to)
    this.setSelectionRange(from + words.length, from + words.length)
    this.says('input')
  }
}

function twoPeople(words: string) {
  const maria = new Y.Doc()
  const tomas = new Y.Doc()
  maria.getText('what').insert(0, words)
  const meet = () => {
    Y.applyUpdate(tomas, Y.encodeStateAsUpdate(maria, Y.encodeStateVector(tomas)))
    Y.applyUpdate(maria, Y.encodeStateAsUpdate(tomas, Y.encodeStateVector(maria)))
  }
  meet()
  const people = [maria, tomas].map((doc) => {
    const field = new Field()
    return { doc, text: doc.getText('what'), field, unbind: bindText(doc.getText('what'), field) }
  })
  return { maria: people[0]!, tomas: people[1]!, meet }
}

test('what Maria types shows in the document and in the field of Tomás', () => {
  const { maria, tomas, meet } = twoPeople('ask venue')
  maria.field.types(' for footage', 9)
  expect(maria.text.toString()).toBe('ask venue for footage')
  meet()
  expect(tomas.field.value).toBe('ask venue for footage')
})

test('a repeated letter is inserted where the caret is, so that others keep theirs in place', () => {
  const { maria, tomas, meet } = twoPeople('aaaa')
  tomas.field.setSelectionRange(3, 3)
  maria.field.types('a', 1)
  meet()
  expect(tomas.field.selectionStart).toBe(4)
  tomas.field.setSelectionRange(1, 1)
  maria.field.types('a', 3)
  meet()
  expect(tomas.field.selectionStart).toBe(1)
})

test('a selection keeps its words while others write before and inside it', () => {
  const { maria, tomas, meet } = twoPeople('one two three')
  tomas.field.setSelectionRange(4, 7)
  maria.field.types('zero ', 0)
  meet()
  expect([tomas.field.selectionStart, tomas.field.selectionEnd]).toEqual([9, 12])
  maria.field.types('', 10, 11)
  meet()
  expect([tomas.field.selectionStart, tomas.field.selectionEnd]).toEqual([9, 11])
})

test('composition is held back until it ends; both keep what they wrote, and the caret stays', () => {
  const { maria, tomas, meet } = twoPeople('ask venue')
  maria.field.says('compositionstart')
  maria.field.types('か', 3)
  expect(maria.text.toString()).toBe('ask venue')
  tomas.field.types('Please ', 0)
  tomas.field.types('X', 10)
  meet()
  expect(maria.field.value).toBe('askか venue')
  maria.field.types('ら', 4)
  maria.field.says('compositionend')
  meet()
  expect(maria.text.toString()).toBe('Please askからX venue')
  expect(maria.field.value).toBe('Please askからX venue')
  expect(maria.field.selectionStart).toBe(12)
  expect(tomas.field.value).toBe('Please askからX venue')
})

test('a composition that replaces a word does not delete what another wrote inside it', () => {
  const { maria, tomas, meet } = twoPeople('ask venue now')
  maria.field.says('compositionstart')
  maria.field.types('会場', 4, 9)
  tomas.field.types('!', 6)
  meet()
  maria.field.says('compositionend')
  meet()
  expect(tomas.field.value).toBe('ask 会場! now')
})

test('an emoji in two halves goes out as one', () => {
  const { maria } = twoPeople('ok ')
  const updates: string[] = []
  maria.doc.on('update', () => updates.push(maria.text.toString()))
  maria.field.types('\uD83D', 3)
  maria.field.types('\uDE00', 4)
  expect(updates).toEqual(['ok 😀'])
})

test('one emoji replaced by its neighbour is replaced whole', () => {
  const { maria, tomas, meet } = twoPeople('😀')
  maria.field.types('😁', 0, 2)
  meet()
  expect(tomas.text.toString()).toBe('😁')
  expect(tomas.text.toDelta()).toEqual([{ insert: '😁' }])
})

test('line breaks become spaces, and what cannot be stored is left out', () => {
  const { maria } = twoPeople('')
  maria.field.types('one\ntwo\u0000')
  expect(maria.text.toString()).toBe('one two')
  expect(maria.field.value).toBe('one two')
})

test('after unbinding, a field is alone', () => {
  const { maria, tomas, meet } = twoPeople('ask')
  tomas.unbind()
  maria.field.types('!', 3)
  meet()
  expect(tomas.field.value).toBe('ask')
})

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀', '😁', '👩‍💻'), maxLength: 6 })
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('types' as const),
      who: fc.boolean(),
      from: fc.nat(),
      length: fc.nat(4),
      words,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('compositionstart', 'compositionend', 'blur'),
      who: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('meet' as const) }) },
)

test('whatever two people do in one line, both end with the same whole text in field and document', () => {
  fc.assert(
    fc.property(words, fc.array(act, { maxLength: 40 }), (start, acts) => {
      const { maria, tomas, meet } = twoPeople(start)
      for (const one of acts) {
        if (one.does === 'meet') meet()
        else {
          const { field } = 'who' in one && one.who ? maria : tomas
          if ('words' in one) {
            const edges = [0]
            for (const letter of field.value) edges.push(edges.at(-1)! + letter.length)
            const from = one.from % edges.length
            const to = Math.min(edges.length - 1, from + one.length)
            field.types(one.words, edges[from], edges[to])
          } else field.says(one.does)
        }
        expect(maria.text.toString().isWellFormed()).toBe(true)
      }
      for (const { field } of [maria, tomas]) field.says('compositionend')
      meet()
      expect(maria.text.toString()).toBe(tomas.text.toString())
      expect(maria.field.value).toBe(maria.text.toString())
      expect(tomas.field.value).toBe(maria.text.toString())
      expect(maria.text.toString().isWellFormed()).toBe(true)
    }),
    { numRuns: 500 },
  )
})
