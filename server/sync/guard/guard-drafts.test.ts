// Drafts are judged as the questions are: the same pieces at the same places, as deep and no deeper, letters whole. What is
// theirs alone: ids that are drawn, and how many there may be.

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DraftId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { beginDraft, removeDraft } from '#shared/record/edit.ts'
import { makeReadable } from '#shared/record/make-readable.ts'
import { isShowable, readDrafts, readText } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { bytesOf } from '../../../test/helpers/handmade-update.ts'
import { createRecordDoc } from '../storage/record-doc.ts'
import { judge } from './guard.ts'

const idOf = (n: number) => `5f0f9a0e-0b3a-4c3e-9a54-${n.toString(16).padStart(12, '0')}` as DraftId
const letter = idOf(1)

/** The server's document, and one member with a copy of it. */
function record() {
  const server = createRecordDoc()
  let copy = new Y.Doc()
  const judged = (update: Uint8Array): string => {
    const verdict = judge(server, update, 'hana', () => 'hana')
    if (!verdict.ok) return verdict.why
    Y.applyUpdate(server, update)
    return 'ok'
  }
  const push = (change: (doc: Y.Doc) => void): string => {
    const sent: Uint8Array[] = []
    const hear = (update: Uint8Array) => sent.push(update)
    copy.on('update', hear)
    copy.transact(() => change(copy))
    copy.off('update', hear)
    const said = judged(Y.mergeUpdates(sent))
    if (said !== 'ok') {
      copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(server))
    }
    return said
  }
  return { server, push, judged, copyHere: () => copy }
}

function paragraph(words: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  element.insert(0, [new Y.XmlText(words)])
  return element
}
const inDraft = (change: (fragment: Y.XmlFragment) => void) => (doc: Y.Doc) => change(beginDraft(doc, letter))
const inQuestion = (change: (fragment: Y.XmlFragment) => void) => (doc: Y.Doc) =>
  change(partsOf(doc).whatHappened)

function removeAll(doc: Y.Doc): void {
  for (const { id } of readDrafts(doc)) removeDraft(doc, id)
}

/** So many elements inside each other. */
function tower(fragment: Y.XmlFragment, height: number): void {
  let at = fragment
  for (let depth = 0; depth < height; depth++) {
    const inner = new Y.XmlElement(depth % 2 === 0 ? 'bulletList' : 'listItem')
    at.insert(0, [inner])
    at = inner
  }
}

describe('[SY5, SY19] what may stand in a draft is what may stand in a question', () => {
  it.each<[string, string, (fragment: Y.XmlFragment) => void]>([
    ['words', 'ok', (fragment) => fragment.push([paragraph('Dear Corvin,')])],
    ['an emoji', 'ok', (fragment) => fragment.push([paragraph('🙂')])],
    ['lists as deep as they may be', 'ok', (fragment) => tower(fragment, limits.maxDepth + 1)],
    ['lists one deeper', 'breaks-record', (fragment) => tower(fragment, limits.maxDepth + 2)],
    ['an element of no record', 'breaks-record', (fragment) => fragment.push([new Y.XmlElement('script')])],
    ['text outside a paragraph', 'breaks-record', (fragment) => fragment.push([new Y.XmlText('loose')])],
    ['an item outside a list', 'breaks-record', (fragment) => fragment.push([new Y.XmlElement('listItem')])],
    [
      'an attribute of no record',
      'breaks-record',
      (fragment) => {
        const element = paragraph('x')
        element.setAttribute('onclick', 'x')
        fragment.push([element])
      },
    ],
    ['more than a push may hold', 'too-big', (fragment) => fragment.push([paragraph('x'.repeat(300_000))])],
  ])('%s: %s', (_, said, change) => {
    expect(record().push(inQuestion(change))).toBe(said)
    expect(record().push(inDraft(change))).toBe(said)
  })

  it('[SY18] half a letter is refused in both', () => {
    for (const place of [inQuestion, inDraft]) {
      const { server, push, judged } = record()
      expect(push(place((fragment) => fragment.push([paragraph('🙂')])))).toBe('ok')
      const [client] = [...server.store.clients.keys()]
      const smile = Y.getState(server.store, client!) - 2
      const between = {
        after: [client!, smile] as [number, number],
        before: [client!, smile + 1] as [number, number],
      }
      expect(judged(bytesOf([{ client: 9, clock: 0, items: [{ ...between, text: 'x' }] }]))).toBe('malformed')
    }
  })
})

it('[SY20] a draft that fits no editor is made readable with every word, in pushes that are taken', () => {
  const { server, push, copyHere } = record()
  const heading = new Y.XmlElement('heading')
  heading.insert(0, [new Y.XmlText('Loud words.')])
  // Stored by whatever there was before the guard.
  beginDraft(server, letter).push([heading, paragraph('Calm ones.')])
  const said: string[] = []
  const fragment = () => readDrafts(server)[0]!.fragment
  expect(isShowable(fragment())).toBe(false)
  Y.applyUpdate(copyHere(), Y.encodeStateAsUpdate(server))
  makeReadable(readDrafts(copyHere())[0]!.fragment, (work) => said.push(push(work)))
  expect(said.length).toBeGreaterThan(0)
  expect(said.every((one) => one === 'ok')).toBe(true)
  expect(isShowable(fragment())).toBe(true)
  expect(readText(fragment())).toBe('Loud words.\nCalm ones.')
})

describe('[SY5] the drafts of a record', () => {
  it.each<[string, (doc: Y.Doc) => void]>([
    ['a draft under a name', (doc) => partsOf(doc).drafts.set('constructor', new Y.XmlFragment())],
    ['an element for a draft', (doc) => partsOf(doc).drafts.set(letter, new Y.XmlElement('paragraph'))],
    ['text for a draft', (doc) => (partsOf(doc).drafts as Y.Map<unknown>).set(letter, new Y.XmlText())],
    ['a map for a draft', (doc) => (partsOf(doc).drafts as Y.Map<unknown>).set(letter, new Y.Map())],
    ['a value for a draft', (doc) => (partsOf(doc).drafts as Y.Map<unknown>).set(letter, 'text')],
    [
      'a draft in a question',
      (doc) => (partsOf(doc).whatHappened as Y.XmlFragment).push([new Y.XmlFragment() as never]),
    ],
    ['a draft for a task', (doc) => (partsOf(doc).tasks as Y.Map<unknown>).set(letter, new Y.XmlFragment())],
  ])('%s is refused', (_, change) => expect(record().push(change)).toBe('breaks-record'))

  it('are begun, written in, and taken away again', () => {
    const { server, push } = record()
    expect(push((doc) => void beginDraft(doc, letter))).toBe('ok')
    expect(push(inDraft((fragment) => fragment.push([paragraph('Dear Corvin,')])))).toBe('ok')
    expect(push(inDraft((fragment) => fragment.push([paragraph('we talked.')])))).toBe('ok')
    expect(readDrafts(server).map(({ fragment }) => readText(fragment))).toEqual(['Dear Corvin,\nwe talked.'])
    expect(push((doc) => removeDraft(doc, letter))).toBe('ok')
    expect(readDrafts(server)).toEqual([])
  })

  it('are so many, those that were taken away counted apart', () => {
    const { server, push } = record()
    const fill = (from: number, count: number) =>
      push((doc) => {
        for (let n = from; n < from + count; n++) beginDraft(doc, idOf(n))
      })
    expect(fill(0, limits.maxDrafts)).toBe('ok')
    expect(fill(1_000, 1)).toBe('too-big')
    expect(push((doc) => removeDraft(doc, idOf(0)))).toBe('ok')
    expect(fill(1_000, 1)).toBe('ok')
    for (let round = 1; round < limits.maxDraftNames / limits.maxDrafts; round++) {
      expect(push(removeAll)).toBe('ok')
      const room = Math.min(limits.maxDrafts, limits.maxDraftNames - partsOf(server).drafts._map.size)
      expect(fill(round * 10_000, room)).toBe('ok')
    }
    expect(partsOf(server).drafts._map.size).toBe(limits.maxDraftNames)
    expect(push((doc) => removeDraft(doc, readDrafts(doc)[0]!.id))).toBe('ok')
    expect(fill(90_000, 1)).toBe('too-big')
  })
})
