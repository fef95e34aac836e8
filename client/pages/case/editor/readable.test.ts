// Which element may stand where: the editor, the guard and what can be shown say the same of every pair; and whatever was
// stored before they did can be made readable, with every word.

import { getSchema } from '@tiptap/core'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { limits } from '#shared/limits.ts'
import { makeReadable } from '#shared/record/make-readable.ts'
import { isShowable } from '#shared/record/read.ts'
import { elements, insides, textPiece } from '#shared/record/schema.ts'
import { judge } from '../../../../server/sync/guard/guard.ts'
import { recordExtensions } from './record-schema.ts'

const schema = getSchema(recordExtensions())
const pieces = [...Object.keys(elements), textPiece]
const mention = { id: '7f2d5a54-4c43-4f5c-8a5e-0c3e3d1b2a10', kind: 'person' }

type Tree = { is: string; inside: Tree[]; text: string; marks: Record<string, object>; start: number | null }
/** Any tree of the elements that a record knows, whatever stands in what; now and then one that it does not. */
const treeOf = (inside: fc.Arbitrary<Tree[]>): fc.Arbitrary<Tree> =>
  fc.record({
    is: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.constant('heading') },
    ),
    inside,
    text: fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme' }).map((text) => text.toWellFormed()),
    marks: fc.constantFrom<Record<string, object>>({}, { bold: {} }, { italic: {}, bold: {} }),
    start: fc.option(fc.nat(9)),
  })
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    treeOf(fc.constant([])),
    treeOf(fc.array(tie('tree'), { minLength: 1, maxLength: 3 })),
  ),
}))

function nodeOf({ is, inside, text, marks, start }: Tree): Y.XmlElement | Y.XmlText {
  if (is === textPiece) {
    const node = new Y.XmlText()
    if (text) node.insert(0, text, marks)
    return node
  }
  const node = new Y.XmlElement(is)
  if (is === 'mention') for (const [key, value] of Object.entries(mention)) node.setAttribute(key, value)
  if (is === 'orderedList' && start !== null) node.setAttribute('start', start as unknown as string)
  node.insert(0, inside.map(nodeOf))
  return node
}

function storedWith(trees: readonly Tree[]): { doc: Y.Doc; fragment: Y.XmlFragment } {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment('whatHappened')
  fragment.insert(0, trees.map(nodeOf))
  return { doc, fragment }
}

/** Every word, chip and line break in its order. */
function wordsOf(node: unknown): string {
  if (node instanceof Y.XmlText)
    return node
      .toDelta()
      .map(({ insert }: { insert: string }) => insert)
      .join('')
  if (!(node instanceof Y.XmlFragment)) return ''
  const own = node instanceof Y.XmlElement ? { mention: '\uFFFC', hardBreak: '\n' }[node.nodeName] : ''
  return (own ?? '') + node.toArray().map(wordsOf).join('')
}

const hasTextsSideBySide = (node: Y.XmlFragment): boolean =>
  node
    .toArray()
    .some((child, at, all) =>
      child instanceof Y.XmlText
        ? all[at + 1] instanceof Y.XmlText
        : child instanceof Y.XmlElement && hasTextsSideBySide(child),
    )

/** The answer to a record in which this stands in that. */
const guardTakes = (outer: string | null, inner: string): boolean => {
  const doc = new Y.Doc()
  const [server, owner] = [new Y.Doc(), () => undefined]
  let at: Y.XmlFragment = doc.getXmlFragment('whatHappened')
  let update: Uint8Array | undefined
  doc.on('update', (bytes) => {
    update = bytes
  })
  if (outer !== null) {
    const element = new Y.XmlElement(outer)
    at.insert(0, [element])
    // As stored before: only what comes next is asked about.
    Y.applyUpdate(server, update!)
    at = element
  }
  at.insert(0, [inner === textPiece ? new Y.XmlText() : new Y.XmlElement(inner)])
  return judge(server, update!, 'hana', owner).ok
}

describe('[SY19] which element may stand where', () => {
  test.each([null, ...Object.keys(elements)])(
    'the editor, the guard and what can be shown agree on what is inside %s',
    (outer) => {
      const outside = outer === null ? schema.topNodeType : schema.nodes[outer]!
      for (const inner of pieces) {
        const isOfEditor = outside.contentMatch.matchType(schema.nodes[inner]!) !== null
        expect(guardTakes(outer, inner), `${inner} in ${outer}`).toBe(isOfEditor)
        if (outer !== null) expect(insides[outer]!.includes(inner)).toBe(isOfEditor)
      }
      expect(
        outer === null || outside.validContent(schema.topNodeType.createAndFill()!.content.cut(0, 0)),
      ).toBe(true)
    },
  )

  test('in pieces, one after the other and inside what is new, it is no other', () => {
    const server = new Y.Doc()
    const doc = new Y.Doc()
    const sent: Uint8Array[] = []
    doc.on('update', (update) => sent.push(update))
    const list = new Y.XmlElement('bulletList')
    const item = new Y.XmlElement('listItem')
    list.insert(0, [item])
    item.insert(0, [new Y.XmlElement('listItem')])
    doc.getXmlFragment('whatWeDo').insert(0, [list])
    expect(judge(server, sent[0]!, 'hana', () => undefined)).toEqual({ ok: false, why: 'breaks-record' })
  })
})

describe('[SY20] what is stored and does not fit', () => {
  test('can be made readable: the editor takes it whole, and every word is there in its order', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (trees) => {
        const { doc, fragment } = storedWith(trees)
        const before = wordsOf(fragment)
        const server = new Y.Doc()
        Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
        doc.on('update', (update) => {
          expect(judge(server, update, 'hana', () => undefined)).toMatchObject({ ok: true })
          Y.applyUpdate(server, update)
        })
        const wasShowable = isShowable(fragment)
        expect(makeReadable(fragment, (work) => doc.transact(work))).toBe(!wasShowable)
        expect(isShowable(fragment)).toBe(true)
        expect(wordsOf(fragment)).toBe(before)
        expect(wordsOf(server.getXmlFragment('whatHappened'))).toBe(before)
        // Two texts beside each other were one to the editor before, too: its next change writes them as one.
        const isPlain = !hasTextsSideBySide(fragment)
        let writes = 0
        doc.on('update', () => writes++)
        const { doc: shown, mapping } = initProseMirrorDoc(fragment, schema)
        if (fragment.length > 0) shown.check()
        doc.transact(() => updateYFragment(doc, fragment, shown, { mapping, isOMark: new Map() }))
        if (isPlain) expect(writes).toBe(0)
      }),
      { numRuns: 400 },
    )
  })

  test('what fits already is not touched', () => {
    const { doc, fragment } = storedWith([])
    const [kept, words] = [new Y.XmlElement('paragraph'), new Y.XmlText('As it was.')]
    kept.insert(0, [words])
    fragment.insert(0, [kept, new Y.XmlText('Bare.')])
    makeReadable(fragment, (work) => doc.transact(work))
    expect(fragment.get(0)).toBe(kept)
    expect(fragment.toString()).toBe('<paragraph>As it was.</paragraph><paragraph>Bare.</paragraph>')
  })

  test('the deepest tower and the longest text go in as many pushes as they need', () => {
    const { doc, fragment } = storedWith([])
    let at: Y.XmlFragment = fragment
    for (let depth = 1; depth < limits.maxDepth; depth++) {
      const inner = new Y.XmlElement('listItem')
      at.insert(at.length, [inner])
      at = inner
    }
    at.insert(0, [new Y.XmlText('deep')])
    const many = Array.from({ length: 9_000 }, (_, n) => new Y.XmlText(`${n} `))
    fragment.push([new Y.XmlText('🙂'.repeat(90_000)), new Y.XmlElement('listItem')])
    ;(fragment.get(2) as Y.XmlElement).insert(0, many)
    const before = wordsOf(fragment)
    const server = new Y.Doc()
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
    let pushes = 0
    doc.on('update', (update) => {
      pushes += 1
      expect(judge(server, update, 'hana', () => undefined)).toMatchObject({ ok: true })
      Y.applyUpdate(server, update)
    })
    makeReadable(fragment, (work) => doc.transact(work))
    expect(pushes).toBeGreaterThan(5)
    expect(isShowable(fragment)).toBe(true)
    expect(wordsOf(server.getXmlFragment('whatHappened'))).toBe(before)
  })
})
