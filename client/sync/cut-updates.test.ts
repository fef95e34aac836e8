// Whatever one change writes and deletes, it reaches the server in pieces that its guard takes, and comes to the same there.
// `SEED=7 npm test` repeats one run.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { partsOf } from '#shared/record/schema.ts'
import { judge } from '../../server/sync/guard/guard.ts'
import { createRandom, doSomething, seedOfRun } from '../../test/helpers/seeded-work.ts'
import { cutUpdate } from './cut-updates.ts'

const seed = seedOfRun()
const hana = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22' as MemberId

const line = (words: string): Y.XmlElement => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  return paragraph
}

/** Does it here in one change, and there in the pieces of it. @returns what the guard said to each */
function send(here: Y.Doc, there: Y.Doc, work: () => void): unknown[] {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array) => void updates.push(update)
  here.on('update', note)
  here.transact(work)
  here.off('update', note)
  return updates.flatMap(cutUpdate).map((update) => {
    const said = judge(there, update, hana, () => undefined)
    Y.applyUpdate(there, update)
    return said.ok ? 'saved' : said.why
  })
}

it.each([
  ['1,400 lines', Array.from({ length: 1_400 }, (_, at) => `14:0${at % 10} somebody: message ${at}`)],
  [
    'the longest paste',
    Array.from({ length: limits.maxPastedBlocks }, (_, at) => `${at} `.padEnd(40, 'word ')),
  ],
  ['one long line', [`${'x'.repeat(43_689)}🙂${'ж'.repeat(limits.maxPastedChars - 43_691)}`]],
  ['long lines', ['🙂'.repeat(60_000), '日'.repeat(50_000), 'x'.repeat(50_000)]],
])('[SY13] %s written at once, and taken away at once', (_, lines) => {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const { whatHappened } = partsOf(here)
  whatHappened.insert(0, [line('before'), line('behind')])
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const said = send(here, there, () => whatHappened.insert(1, lines.map(line)))
  expect(new Set(said)).toEqual(new Set(['saved']))
  expect(there.getXmlFragment('whatHappened').toString()).toBe(whatHappened.toString())
  const gone = send(here, there, () => whatHappened.delete(0, whatHappened.length))
  expect(new Set(gone)).toEqual(new Set(['saved']))
  expect(there.getXmlFragment('whatHappened').length).toBe(0)
})

it(`[SY13] an evening's work in one change comes to the same in pieces (seed ${seed})`, () => {
  const random = createRandom(seed)
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  const said = send(here, there, () => {
    for (let at = 0; at < 3_000; at++) doSomething(here, hana, [hana], random)
  })
  expect(new Set(said)).toEqual(new Set(['saved']))
  expect(Y.encodeStateVector(there)).toEqual(Y.encodeStateVector(here))
  for (const name of ['whatHappened', 'whatWeDo'] as const)
    expect(partsOf(there)[name].toString()).toBe(partsOf(here)[name].toString())
  expect(partsOf(there).tasks.toJSON()).toEqual(partsOf(here).tasks.toJSON())
})

it('[SY13] a small change stays the one that it is', () => {
  const doc = new Y.Doc()
  partsOf(doc).whatHappened.insert(0, [line('He waited.')])
  const update = Y.encodeStateAsUpdate(doc)
  expect(cutUpdate(update)).toEqual([update])
})
