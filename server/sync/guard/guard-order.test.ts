// What an update may not do to the order of things, written by hand as a hostile program would; and that people who
// write at the same place at the same time, or come back from being away, are never taken for one.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { addTask, setTaskState } from '#shared/record/edit.ts'
import { partsOf } from '#shared/record/schema.ts'
import { type Block, bytesOf, type Item, type Range } from '../../../test/helpers/handmade-update.ts'
import { createLiveDocument, type LiveDocument } from '../record/live-document.ts'

const hana = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22' as MemberId
const mallory = '0c7f6f0a-6a15-4e55-8f5e-1f6b2f7f9c33' as MemberId
const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11' as TaskId

const admit = (live: LiveDocument, member: MemberId, update: Uint8Array) =>
  live.run(member, [{ is: 'bytes', update }]).refusals[0] ?? 'ok'

/** A record in which Hana (client 7) wrote one paragraph: the element is 0, its text 1, the words 2 to 12. */
function open() {
  const live = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
  const paragraph: Item[] = [
    { root: 'whatHappened', element: 'paragraph' },
    { inside: [7, 0], list: true },
    { inside: [7, 1], text: 'hello world' },
  ]
  expect(admit(live, hana, bytesOf([{ client: 7, clock: 0, items: paragraph }]))).toBe('ok')
  const tell = (member: MemberId, blocks: Block[], deletes: Range[] = []) =>
    admit(live, member, bytesOf(blocks, deletes))
  return { live, tell }
}

/** Of this process's time: the machine may be busy with something else. */
function expectQuick(act: () => void): void {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000).toBeLessThan(200)
}

const by = (client: number, ...items: Item[]): Block => ({ client, clock: 0, items })

describe('[SY5] a right neighbour that cannot be reached from the left one', () => {
  it.each<[string, Block]>([
    ['left of it, in the same word', by(8, { after: [7, 8], before: [7, 4], text: 'a' })],
    ['the left neighbour itself', by(8, { after: [7, 8], before: [7, 8], text: 'a' })],
  ])('%s: refused', (_, block) => {
    const { tell } = open()
    expect(tell(mallory, [block])).toBe('malformed')
  })

  it('left of it, in another item: refused; right of it, but behind what it follows from: refused, too', () => {
    const { tell } = open()
    expect(tell(mallory, [by(8, { after: [7, 4], before: [7, 5], text: 'x' })])).toBe('ok')
    expect(tell(mallory, [by(9, { after: [7, 9], before: [8, 0], text: 'a' })])).toBe('malformed')
    expect(tell(mallory, [by(10, { after: [7, 3], before: [7, 12], text: 'a' })])).toBe('malformed')
    expect(tell(mallory, [by(11, { after: [8, 0], before: [7, 10], text: 'b' })])).toBe('malformed')
    // The second x of the same place: what stands between it and the l was not known to whoever wrote it.
    expect(tell(mallory, [by(12, { after: [7, 4], before: [7, 5], text: 'y' })])).toBe('ok')
  })
})

describe('items that cannot be put anywhere', () => {
  it.each<[string, Block[]]>([
    [
      'two that each stand before the other',
      [
        by(8, { after: [7, 2], before: [9, 0], text: 'a' }),
        by(9, { after: [7, 2], before: [8, 0], text: 'b' }),
      ],
    ],
    ['one that stands before itself', [by(8, { after: [7, 2], before: [8, 0], text: 'a' })]],
    [
      'one that stands before its own successor',
      [by(8, { after: [7, 2], before: [8, 1], text: 'a' }, { after: [7, 2], text: 'b' })],
    ],
    [
      'one inside what comes after it',
      [by(8, { inside: [8, 1], text: 'a' }, { inside: [7, 0], list: true })],
    ],
  ])('[SY5] %s', (_, blocks) => expect(open().tell(mallory, blocks)).toBe('malformed'))

  it('[SY5] one whose beginning is known, going on in another text', () => {
    const { live, tell } = open()
    const other = by(
      9,
      { root: 'whatWeDo', element: 'paragraph' },
      { inside: [9, 0], list: true },
      { inside: [9, 1], text: 'ours' },
    )
    expect(tell(mallory, [other])).toBe('ok')
    expect(tell(hana, [{ client: 7, clock: 10, items: [{ after: [9, 3], text: 'stray words' }] }])).toBe(
      'breaks-record',
    )
    expect(tell(hana, [], [{ client: 7, clock: 0, length: 1 }])).toBe('ok')
    expect(tell(hana, [{ client: 7, clock: 10, items: [{ after: [9, 3], text: 'stray words' }] }])).toBe(
      'breaks-record',
    )
    expect(partsOf(live.doc).whatWeDo.toString()).toBe('<paragraph>ours</paragraph>')
  })
})

it.each<[string, Item]>([
  ['a task under a name', { root: 'tasks', key: 'junk', gone: 1 }],
  ['a task without a name', { root: 'tasks', gone: 1 }],
  ['an answer that nobody asked for', { root: 'answers', key: 'junk', gone: 1 }],
  ['an attribute that paragraphs have not', { inside: [7, 0], key: 'onclick', gone: 1 }],
])('[SY5] what is gone by now must have been allowed too: %s', (_, item) => {
  expect(open().tell(mallory, [by(8, item)])).toBe('breaks-record')
})

it('[SY5] a time that no database can keep', () => {
  const items: Item[] = [
    { root: 'tasks', key: task, map: true },
    { inside: [8, 0], key: 'due', value: '0000-01-01T00:00:00Z' },
  ]
  expect(open().tell(mallory, [by(8, ...items)])).toBe('breaks-record')
})

describe('items for whose places Yjs would search for seconds', () => {
  const chain = (clock: number): Item[] =>
    Array.from({ length: 4_000 }, (_, at) => ({
      after: clock + at === 0 ? [7, 1] : [8, clock + at - 1],
      element: 'hardBreak',
    }))
  const long = () => {
    const { live, tell } = open()
    for (let clock = 0; clock < 20_000; clock += 4_000)
      expect(tell(mallory, [{ client: 8, clock, items: chain(clock) }])).toBe('ok')
    return { live, tell }
  }

  it.each<[string, (at: number) => Item]>([
    [
      'before ever other ones',
      (at) => ({ after: [8, 0], before: [8, 19_999 - (at % 1_000)], element: 'hardBreak' }),
    ],
    [
      'before what stands on their left',
      (at) => ({ after: [8, 0], before: at % 2 ? [7, 1] : [8, 0], element: 'hardBreak' }),
    ],
    [
      'all at one place',
      (at) => ({ after: [8, 9], before: at > 1 ? [6, at % 2] : [8, 12], element: 'hardBreak' }),
    ],
  ])('[SY5] %s: refused, and the answer is there at once', (_, item) => {
    const { tell } = long()
    expectQuick(() =>
      expect(tell(mallory, [by(6, ...Array.from({ length: 4_000 }, (_, at) => item(at)))])).toBe('malformed'),
    )
  })

  it('[SY5] among thousands that stand at the same place: refused, and the answer is there at once', () => {
    const { tell } = open()
    const crowd = (client: number) =>
      by(client, ...Array.from({ length: 4_000 }, (): Item => ({ after: [7, 1], element: 'hardBreak' })))
    expect(tell(mallory, [crowd(5)])).toBe('ok')
    expectQuick(() => expect(tell(mallory, [crowd(6)])).toBe('malformed'))
  })

  it('[SY5] in a word that is cut at thousands of places: the answer is there at once', () => {
    const { tell } = open()
    expect(tell(mallory, [by(8, { after: [7, 12], text: 'x'.repeat(50_000) })])).toBe('ok')
    const cuts = Array.from({ length: 4_000 }, (_, at): Item => {
      const clock = (at * 7_919) % 49_000
      return { after: [8, clock], before: [8, clock + 1], text: 'y' }
    })
    expectQuick(() => expect(tell(mallory, [by(9, ...cuts)])).toBe('ok'))
  })
})

it('[SY5] three people who write over each other, away and back again: nobody is ever refused', () => {
  const step = fc.tuple(fc.nat(2), fc.nat(7), fc.nat(60), fc.boolean())
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 160 }), (steps) => {
      const live = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
      const people = [0, 1, 2].map((at) => {
        const doc = new Y.Doc()
        doc.clientID = at + 1
        const unsent: Uint8Array[] = []
        doc.on('update', (update, origin) => origin !== 'server' && unsent.push(update))
        return { doc, unsent, member: `${at}${hana.slice(1)}` as MemberId }
      })
      const meet = ({ doc, unsent, member }: (typeof people)[number]) => {
        if (unsent.length > 0) expect(admit(live, member, Y.mergeUpdates(unsent.splice(0)))).toBe('ok')
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(live.doc, Y.encodeStateVector(doc)), 'server')
      }
      for (const [who, what, at, isOnline] of steps) {
        const person = people[who]!
        write(person.doc, person.member, what, at)
        if (isOnline) meet(person)
      }
      for (const person of [...people, ...people]) meet(person)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(live.doc))
      for (const { doc } of [...people, { doc: copy }])
        expect(partsOf(doc).whatHappened.toString()).toBe(partsOf(live.doc).whatHappened.toString())
    }),
    { numRuns: 150 },
  )
})

function write(doc: Y.Doc, me: MemberId, what: number, at: number): void {
  const { whatHappened, tasks } = partsOf(doc)
  const paragraph = () => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, [new Y.XmlText('About 13:35')])
    return element
  }
  const text = (whatHappened.get(at % Math.max(1, whatHappened.length)) as Y.XmlElement | undefined)?.get(0)
  if (what === 0 || !(text instanceof Y.XmlText))
    whatHappened.insert(at % (whatHappened.length + 1), [paragraph()])
  else if (what < 4) text.insert(at % (text.length + 1), 'word '.slice(0, 1 + (at % 5)))
  else if (what === 4 && text.length > 0) text.delete(at % text.length, 1)
  else if (what === 5 && text.length > 3) text.format(at % (text.length - 2), 2, { bold: at % 2 ? {} : null })
  else if (what === 6) addTask(doc, { id: task, what: 'Ask', who: hana, due: null, dueWords: 'now' })
  else if (tasks.has(task)) setTaskState(doc, task, at % 2 ? 'accepted' : 'done', me)
}
