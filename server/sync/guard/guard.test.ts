// May these bytes enter? Honest writing always; anything else never, and nothing is ever applied by asking.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { addTask, assignTask, findTaskText, setActing, setTaskState } from '#shared/record/edit.ts'
import { readRecord } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { changesNothing, judge } from './guard.ts'

const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11' as TaskId
const maria = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22' as MemberId
const person = '0c7f6f0a-6a15-4e55-8f5e-1f6b2f7f9c33'

/** What one transaction of this document sends. */
function updateOf(doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = []
  const onUpdate = (update: Uint8Array) => updates.push(update)
  doc.on('update', onUpdate)
  doc.transact(() => change(doc))
  doc.off('update', onUpdate)
  return updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates)
}

const paragraph = (...words: string[]): Y.XmlElement => {
  const element = new Y.XmlElement('paragraph')
  element.insert(
    0,
    words.map((word) => new Y.XmlText(word)),
  )
  return element
}

const nobody = () => undefined
const why = (
  doc: Y.Doc,
  bytes: Uint8Array,
  ownerOf: (client: number) => string | undefined = nobody,
  who = 'hana',
) => {
  const verdict = judge(doc, bytes, who, ownerOf)
  return verdict.ok ? 'ok' : verdict.why
}

/** The answer to a change made in an empty record. */
const whyOf = (change: (doc: Y.Doc) => void) => why(new Y.Doc(), updateOf(new Y.Doc(), change))

describe('what people write', () => {
  it('enters: text, marks, lists, mentions, answers, tasks', () => {
    const server = new Y.Doc()
    const hana = new Y.Doc()
    const list = () => {
      const bullets = new Y.XmlElement('bulletList')
      const item = new Y.XmlElement('listItem')
      bullets.insert(0, [item])
      item.insert(0, [paragraph('Two of us talk with him.')])
      return bullets
    }
    const changes: ((doc: Y.Doc) => void)[] = [
      (doc) => partsOf(doc).whatHappened.insert(0, [paragraph('About 13:35, after the keynote')]),
      (doc) => (partsOf(doc).whatHappened.get(0) as Y.XmlElement).get(0) instanceof Y.XmlText,
      (doc) =>
        ((partsOf(doc).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 5, { bold: {} }),
      (doc) =>
        ((partsOf(doc).whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(6, 5, {
          link: { href: 'https://example.org', target: '_blank', rel: null, class: null, title: null },
        }),
      (doc) => partsOf(doc).whatWeDo.insert(0, [list()]),
      (doc) => {
        const mention = new Y.XmlElement('mention')
        mention.setAttribute('id', person)
        mention.setAttribute('kind', 'person')
        ;(partsOf(doc).whatHappened.get(0) as Y.XmlElement).insert(1, [mention])
      },
      (doc) => setActing(doc, 'yes'),
      (doc) =>
        addTask(doc, {
          id: task,
          what: 'Ask the venue',
          who: maria,
          due: '2026-11-05T14:30:00.000Z',
          dueWords: null,
        }),
      (doc) => findTaskText(doc, task)!.insert(3, ' nicely,'),
      (doc) => assignTask(doc, task, null),
      (doc) => setTaskState(doc, task, 'done', maria),
      (doc) => partsOf(doc).whatHappened.delete(0, 1),
      (doc) => partsOf(doc).tasks.delete(task),
    ]
    for (const change of changes) {
      const update = updateOf(hana, change)
      if (update === undefined) continue
      expect(why(server, update, nobody, maria)).toBe('ok')
      Y.applyUpdate(server, update)
    }
    expect(readRecord(server)).toEqual(readRecord(hana))
  })

  it('enters again without harm, and merged with what follows', () => {
    const hana = new Y.Doc()
    const first = updateOf(hana, (doc) => setActing(doc, 'no'))
    const second = updateOf(hana, (doc) => partsOf(doc).whatWeDo.insert(0, [paragraph('Nothing yet.')]))
    const server = new Y.Doc()
    Y.applyUpdate(server, first)
    expect(why(server, first)).toBe('ok')
    expect(why(server, Y.mergeUpdates([first, second]))).toBe('ok')
  })
})

describe('what nobody may send', () => {
  it.each<[string, (doc: Y.Doc) => void]>([
    ['a root that no record has', (doc) => doc.getMap('secrets').set('a', 1)],
    [
      'an element that no record has',
      (doc) => partsOf(doc).whatHappened.insert(0, [new Y.XmlElement('script')]),
    ],
    [
      'an attribute that no record has',
      (doc) => {
        const element = paragraph('x')
        element.setAttribute('onclick', 'x')
        partsOf(doc).whatHappened.insert(0, [element])
      },
    ],
    ['an answer that is none', (doc) => partsOf(doc).answers.set('acting', 'perhaps')],
    ['a key that no answer has', (doc) => partsOf(doc).answers.set('__proto__', 'yes')],
    ['a task that is no map', (doc) => (partsOf(doc).tasks as Y.Map<unknown>).set(task, 'text')],
    ['a task under a name', (doc) => partsOf(doc).tasks.set('constructor', new Y.Map())],
    ['a time that is none', (doc) => partsOf(doc).tasks.set(task, new Y.Map([['due', 'tomorrow']]))],
    [
      'an object in a task',
      (doc) => partsOf(doc).tasks.set(task, new Y.Map<unknown>([['who', { is: 'x' }]])),
    ],
    ['bytes in an answer', (doc) => partsOf(doc).answers.set('acting', new Uint8Array(3))],
    ['a document in a task', (doc) => (partsOf(doc).tasks as Y.Map<unknown>).set(task, new Y.Doc())],
    [
      'a link that runs something',
      (doc) => {
        const text = new Y.XmlText()
        const element = new Y.XmlElement('paragraph')
        element.insert(0, [text])
        partsOf(doc).whatHappened.insert(0, [element])
        text.insert(0, 'click', { link: { href: 'javascript:alert(1)' } })
      },
    ],
    [
      'an embed in text',
      (doc) => {
        const element = paragraph('x')
        partsOf(doc).whatHappened.insert(0, [element])
        ;(element.get(0) as Y.XmlText).insertEmbed(0, { image: 'x' })
      },
    ],
    [
      'a tower of lists',
      (doc) => {
        let at: Y.XmlFragment = partsOf(doc).whatHappened
        for (let depth = 0; depth < 30; depth++) {
          const inner = new Y.XmlElement('bulletList')
          at.insert(0, [inner])
          at = inner
        }
      },
    ],
  ])('%s', (_, change) => expect(whyOf(change)).toBe('breaks-record'))

  it('an edit whose history is missing', () => {
    const hana = new Y.Doc()
    updateOf(hana, (doc) => partsOf(doc).whatHappened.insert(0, [paragraph('first')]))
    const second = updateOf(hana, (doc) => partsOf(doc).whatHappened.insert(1, [paragraph('second')]))
    expect(why(new Y.Doc(), second)).toBe('missing-history')
    const deletion = updateOf(hana, (doc) => partsOf(doc).whatHappened.delete(0, 1))
    expect(why(new Y.Doc(), deletion)).toBe('missing-history')
  })

  it('[WM4] an edit under a clientID that belongs to somebody else', () => {
    const update = updateOf(new Y.Doc(), (doc) => setActing(doc, 'yes'))
    expect(why(new Y.Doc(), update, () => 'dawit')).toBe('breaks-record')
    expect(why(new Y.Doc(), update, () => 'hana')).toBe('ok')
  })

  it('more than a push may hold', () => {
    expect(whyOf((doc) => partsOf(doc).whatHappened.insert(0, [paragraph('x'.repeat(200_000))]))).toBe(
      'malformed',
    )
    expect(whyOf((doc) => partsOf(doc).whatHappened.insert(0, [paragraph('x'.repeat(300_000))]))).toBe(
      'too-big',
    )
  })

  it('[SY1] bytes that are broken: refused or harmless, and never leave something pending', () => {
    const hana = new Y.Doc()
    const updates = [
      updateOf(hana, (doc) => partsOf(doc).whatHappened.insert(0, [paragraph('About 13:35')])),
      updateOf(hana, (doc) =>
        addTask(doc, { id: task, what: 'Ask', who: maria, due: null, dueWords: 'now' }),
      ),
      updateOf(hana, (doc) => setTaskState(doc, task, 'accepted', maria)),
    ]
    const base = () => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, updates[0]!)
      return doc
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...updates),
        fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(60),
        (update, flips, cut) => {
          const bytes = update.slice(0, Math.max(1, update.length - (cut > 40 ? cut - 40 : 0)))
          for (const [at, value] of flips) bytes[at % bytes.length] = value
          const doc = base()
          const before = Y.encodeStateAsUpdate(doc)
          const verdict = judge(doc, bytes, 'hana', nobody)
          expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
          if (!verdict.ok) return
          Y.applyUpdate(doc, bytes)
          expect(doc.store.pendingStructs).toBeNull()
          expect(doc.store.pendingDs).toBeNull()
          expect([...doc.share.keys()].every((name) => name in partsOf(new Y.Doc()))).toBe(true)
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

describe('what deletes, and what changes nothing', () => {
  it('[SY5] more living items than one update may delete: refused; as many as that: taken', () => {
    const server = new Y.Doc()
    const lines = Array.from({ length: limits.maxItemsDeleted / 2 + 1 }, () => paragraph('x'))
    server.transact(() => partsOf(server).whatHappened.insert(0, lines))
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(server))
    const { whatHappened } = partsOf(copy)
    expect(
      why(
        server,
        updateOf(copy, () => whatHappened.delete(0, whatHappened.length)),
      ),
    ).toBe('too-big')
    const again = new Y.Doc()
    Y.applyUpdate(again, Y.encodeStateAsUpdate(server))
    // A paragraph, its text and the letter in it.
    const most = Math.floor(limits.maxItemsDeleted / 3)
    expect(
      why(
        server,
        updateOf(again, () => partsOf(again).whatHappened.delete(0, most)),
      ),
    ).toBe('ok')
  })

  it('[WM5] what is known already changes nothing, and everything else does', () => {
    const server = new Y.Doc()
    const hana = new Y.Doc()
    const first = updateOf(hana, (doc) => partsOf(doc).whatHappened.insert(0, [paragraph('one', 'two')]))
    expect(changesNothing(server, first)).toBe(false)
    Y.applyUpdate(server, first)
    expect(changesNothing(server, first)).toBe(true)
    const gone = updateOf(hana, (doc) => partsOf(doc).whatHappened.delete(0, 1))
    expect(changesNothing(server, gone)).toBe(false)
    Y.applyUpdate(server, gone)
    expect(changesNothing(server, gone)).toBe(true)
    expect(changesNothing(server, Y.mergeUpdates([first, gone]))).toBe(true)
    expect(
      changesNothing(
        server,
        updateOf(hana, (doc) => setActing(doc, 'no')),
      ),
    ).toBe(false)
    expect(changesNothing(server, new Uint8Array([1, 2, 3]))).toBe(false)
  })
})
