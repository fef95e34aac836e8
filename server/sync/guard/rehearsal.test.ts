// Updates after which copies of a record would not be the same, written by hand as a hostile program would: each is refused.
// And that they would be different is shown too, on Yjs itself, so that nobody takes a rule here for a whim.

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { partsOf } from '#shared/record/schema.ts'
import { differenceOf } from '../../../test/differential/compare.ts'
import { type Block, bytesOf, type Item, type Range } from '../../../test/helpers/handmade-update.ts'
import { createLiveDocument } from '../record/live-document.ts'
import { createRecordDoc } from '../storage/record-doc.ts'

const hana = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22' as MemberId
const mallory = '0c7f6f0a-6a15-4e55-8f5e-1f6b2f7f9c33' as MemberId
const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11'

const by = (client: number, ...items: Item[]): Block => ({ client, clock: 0, items })
const on = (client: number, clock: number, ...items: Item[]): Block => ({ client, clock, items })

/** Hana (client 7) wrote `hello 🙂` in a paragraph: the element is 0, its text 1, the words 2 to 9, the smile 8 and 9. */
const written: Uint8Array[] = [
  bytesOf([
    by(
      7,
      { root: 'whatHappened', element: 'paragraph' },
      { inside: [7, 0], list: true },
      { inside: [7, 1], text: 'hello 🙂' },
    ),
  ]),
]

function open() {
  const live = createLiveDocument({ seq: 0, epoch: 'e' }, [], new Map())
  const tell = (member: MemberId, blocks: Block[], deletes: Range[] = []) =>
    live.run(member, [{ is: 'bytes', update: bytesOf(blocks, deletes) }]).refusals[0] ?? 'ok'
  for (const update of written) live.run(hana, [{ is: 'bytes', update }])
  return { live, tell }
}

/** What comes of the same updates in Yjs, without a guard, in this order. */
function copyOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = createRecordDoc()
  for (const update of [...written, ...updates]) Y.applyUpdate(doc, update)
  return doc
}

const other = by(
  9,
  { root: 'whatWeDo', element: 'paragraph' },
  { inside: [9, 0], list: true },
  { inside: [9, 1], text: 'ours' },
)

describe('[SY17] neighbours that never were', () => {
  it('a right one behind a letter that it follows from: a word typed meanwhile has two places', () => {
    const { tell } = open()
    const bad = by(10, { after: [7, 3], before: [7, 5], text: 'x' })
    expect(tell(mallory, [bad])).toBe('malformed')
    // Somebody who had read no further than the l.
    const meanwhile = bytesOf([by(30, { after: [7, 4], text: 'A' })])
    const attack = bytesOf([bad])
    expect(differenceOf(copyOf([attack, meanwhile]), copyOf([meanwhile, attack]))).toBeDefined()
  })

  it('a right one in the update itself, left of the left one', () => {
    const chain: Item[] = [
      { after: [7, 3], before: [7, 4], text: 'a' },
      { after: [7, 6], before: [8, 0], text: 'b' },
    ]
    expect(open().tell(mallory, [by(8, ...chain)])).toBe('malformed')
  })

  it('a chain through own items without a left neighbour', () => {
    const chain: Item[] = [
      { before: [7, 2], text: 'a' },
      { after: [7, 4], before: [8, 0], text: 'b' },
    ]
    expect(open().tell(mallory, [by(8, ...chain)])).toBe('malformed')
    const within: Item[] = [
      { before: [7, 2], text: 'a' },
      { before: [8, 0], text: 'b' },
      { after: [8, 0], before: [8, 1], text: 'c' },
    ]
    expect(open().tell(mallory, [by(8, ...within)])).toBe('malformed')
  })

  it('a right one behind another of the update that it follows from', () => {
    const chain: Item[] = [
      { after: [7, 3], before: [7, 4], text: 'ab' },
      { after: [7, 3], before: [8, 1], text: 'c' },
    ]
    expect(open().tell(mallory, [by(8, ...chain)])).toBe('malformed')
  })

  it('before the first letter, after nothing: only where the first letter followed nothing', () => {
    expect(open().tell(mallory, [by(8, { before: [7, 2], text: 'a' })])).toBe('ok')
    expect(open().tell(mallory, [by(8, { before: [7, 3], text: 'a' })])).toBe('malformed')
  })

  it('a right one under a key', () => {
    const { tell } = open()
    expect(tell(hana, [on(7, 10, { root: 'answers', key: 'acting', value: 'yes' })])).toBe('ok')
    expect(tell(mallory, [by(8, { before: [7, 10], value: 'no' })])).toBe('breaks-record')
  })

  it('what people do is taken: in, before, behind, and between words of several who did not know of each other', () => {
    const { live, tell } = open()
    expect(tell(mallory, [by(8, { after: [7, 4], before: [7, 5], text: 'left' })])).toBe('ok')
    expect(tell(hana, [by(6, { after: [7, 4], before: [7, 5], text: 'mine' })])).toBe('ok')
    // Both between the same letters, and a third who knows the two and writes between them.
    expect(tell(hana, [on(6, 4, { after: [6, 3], before: [8, 0], text: '+' })])).toBe('ok')
    // Away: one more there, sorted beside the others, and something between it and them, in one push.
    const away: Item[] = [
      { after: [7, 4], before: [7, 5], text: 'away' },
      { after: [5, 3], before: [6, 0], text: '-' },
    ]
    expect(tell(mallory, [by(5, ...away)])).toBe('ok')
    expect(partsOf(live.doc).whatHappened.toString()).toBe('<paragraph>helaway-mine+leftlo 🙂</paragraph>')
  })
})

describe('[SY17] items of two lists', () => {
  it('neighbours in two texts: what a colleague types behind them would go with either', () => {
    const { tell } = open()
    expect(tell(mallory, [other])).toBe('ok')
    expect(tell(mallory, [by(8, { after: [7, 4], before: [9, 2], text: 'x' })])).toBe('breaks-record')
    const own: Item[] = [
      { inside: [9, 1], text: 'y' },
      { after: [7, 9], before: [8, 0], text: 'x' },
    ]
    expect(tell(mallory, [by(8, ...own)])).toBe('breaks-record')
    // Let in, the second text deleted, what Hana goes on with is there for those who saw it and for no joiner.
    const seen = copyOf([
      bytesOf([other]),
      bytesOf([by(8, ...own)]),
      bytesOf([by(6, { after: [8, 1], text: 'and more' })]),
      bytesOf([], [{ client: 9, clock: 0, length: 1 }]),
    ])
    const joiner = createRecordDoc()
    Y.applyUpdate(joiner, Y.encodeStateAsUpdate(seen))
    expect(partsOf(seen).whatHappened.toString()).toContain('and more')
    expect(partsOf(joiner).whatHappened.toString()).not.toContain('and more')
  })

  it('one neighbour that was collected and one that lives', () => {
    const { tell } = open()
    expect(tell(mallory, [other], [{ client: 9, clock: 0, length: 1 }])).toBe('ok')
    expect(tell(mallory, [by(8, { after: [7, 4], before: [9, 3], text: 'x' })])).toBe('breaks-record')
    expect(tell(mallory, [by(8, { after: [9, 3], before: [7, 5], text: 'x' })])).toBe('breaks-record')
    expect(tell(mallory, [by(8, { collected: 1 }, { after: [8, 0], before: [7, 5], text: 'x' })])).toBe(
      'breaks-record',
    )
    // All of it gone: it comes to nothing, for everybody.
    expect(tell(mallory, [by(8, { after: [9, 2], before: [9, 3], text: 'x' })])).toBe('ok')
  })

  it('a known beginning that goes on elsewhere, or behind what was collected', () => {
    const { tell } = open()
    expect(tell(mallory, [other])).toBe('ok')
    expect(tell(hana, [on(7, 8, { after: [9, 2], text: '🙂more' })])).toBe('breaks-record')
    expect(tell(hana, [on(7, 8, { after: [7, 7], text: '🙂more' })])).toBe('ok')
    expect(tell(hana, [], [{ client: 7, clock: 0, length: 1 }])).toBe('ok')
    expect(tell(hana, [on(7, 13, { after: [9, 2], text: 'ever' })])).toBe('breaks-record')
  })

  it('several values under one key at once: another could come between them', () => {
    const { tell } = open()
    const items: Item[] = [
      { root: 'tasks', key: task, map: true },
      { inside: [8, 0], key: 'state', values: ['open', 'done'] },
    ]
    expect(tell(mallory, [by(8, ...items)])).toBe('breaks-record')
  })
})

describe('[SY18] a letter of two units is never cut', () => {
  it.each<[string, Block[], Range[]]>([
    ['by what stands behind its first half', [by(8, { after: [7, 8], text: 'x' })], []],
    ['by what stands before its second half', [by(8, { after: [7, 8], before: [7, 9], text: 'x' })], []],
    ['by what comes to nothing', [by(8, { collected: 1 }, { after: [8, 0], before: [7, 9], text: 'x' })], []],
    ['by a known beginning', [on(7, 8, { after: [7, 7], text: 'x🙂' })], []],
    ['in the update itself', [by(8, { after: [7, 9], text: '🙂' }, { after: [8, 0], text: 'x' })], []],
    ['by deleting its first half', [], [{ client: 7, clock: 8, length: 1 }]],
    ['by deleting its second half', [], [{ client: 7, clock: 9, length: 1 }]],
    ['by deleting up to its middle', [], [{ client: 7, clock: 4, length: 5 }]],
    [
      'by deleting half of what the update brings',
      [by(8, { after: [7, 9], text: 'a🙂' })],
      [{ client: 8, clock: 2, length: 1 }],
    ],
  ])('%s', (_, blocks, deletes) => {
    const { live, tell } = open()
    const member = blocks[0]?.client === 8 ? mallory : hana
    expect(tell(member, blocks, deletes)).not.toBe('ok')
    expect(partsOf(live.doc).whatHappened.toString()).toBe('<paragraph>hello 🙂</paragraph>')
  })

  it('by what is known already, sent again with other neighbours', () => {
    const { live, tell } = open()
    expect(tell(mallory, [by(8, { after: [7, 9], text: 'x' })])).toBe('ok')
    expect(tell(mallory, [by(8, { after: [7, 8], text: 'x' })])).toBe('malformed')
    expect(tell(mallory, [by(8, { after: [7, 8], before: [7, 9], text: 'x' })])).toBe('malformed')
    expect(partsOf(live.doc).whatHappened.toString()).toBe('<paragraph>hello 🙂x</paragraph>')
  })

  it('cut, a smile is two question marks for whoever cuts it and a smile in the log', () => {
    const cut = copyOf([bytesOf([on(7, 2, { after: [7, 1], before: [7, 9], text: 'hello 🙂' })])])
    expect(partsOf(cut).whatHappened.toString()).toBe('<paragraph>hello \ufffd\ufffd</paragraph>')
  })

  it('whole, it is deleted and written around like any other', () => {
    const { live, tell } = open()
    expect(
      tell(mallory, [by(8, { after: [7, 7], before: [7, 8], text: 'a' }, { after: [7, 9], text: 'b' })]),
    ).toBe('ok')
    expect(tell(hana, [], [{ client: 7, clock: 8, length: 2 }])).toBe('ok')
    expect(partsOf(live.doc).whatHappened.toString()).toBe('<paragraph>hello ab</paragraph>')
  })
})
