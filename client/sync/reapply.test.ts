// What one person did offline, refused and written again: the same words at the same places, beside what others did.
// `SEED=7 npm test` repeats one run.

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { addTask, findTaskText } from '#shared/record/edit.ts'
import { readRecord } from '#shared/record/read.ts'
import { partsOf } from '#shared/record/schema.ts'
import { judge } from '../../server/sync/guard/guard.ts'
import { createRandom, doSomething, seedOfRun } from '../../test/helpers/seeded-work.ts'
import { reapply } from './reapply.ts'

const seed = seedOfRun()
const task = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11' as TaskId
const hana = '9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22' as MemberId

const copyOf = (...docs: Y.Doc[]): Y.Doc => {
  const copy = new Y.Doc()
  for (const doc of docs) Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

/** Writes the difference into a fresh copy of the server's document. @returns it, and what would be pushed */
function writeAgain(server: Y.Doc, mine: Y.Doc): { fresh: Y.Doc; update: Uint8Array | undefined } {
  const fresh = copyOf(server)
  let update: Uint8Array | undefined
  fresh.on('update', (bytes) => {
    update = bytes
  })
  fresh.transact(() => reapply(fresh, copyOf(server, mine)))
  return { fresh, update }
}

/** What people see: two neighbouring pieces under the same mark are one, also inside others. */
function shown(doc: Y.Doc): string {
  let text = JSON.stringify(readRecord(doc))
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replaceAll(/<\/(bold|italic|link)><\1[^>]*>/g, '')
  }
  return text
}

it.each(Array.from({ length: 60 }, (_, at) => seed + at))(
  '[SY13] nothing is lost, nothing is there twice, nothing of others is undone (seed %i)',
  (thisSeed) => {
    const random = createRandom(thisSeed)
    const server = new Y.Doc()
    const act = (doc: Y.Doc, times: number) => {
      for (let at = 0; at < times; at++) doc.transact(() => doSomething(doc, hana, [hana], random))
    }
    act(server, 30)
    const mine = copyOf(server)
    act(mine, 20)
    act(server, 20)
    const { fresh, update } = writeAgain(server, mine)
    expect(shown(fresh)).toEqual(shown(copyOf(server, mine)))
    if (update) expect(judge(server, update, hana, () => undefined)).toMatchObject({ ok: true })
  },
)

describe('[SY13] what a record does not hold', () => {
  const paragraph = (...inside: (Y.XmlElement | Y.XmlText)[]) => {
    const element = new Y.XmlElement('paragraph')
    element.insert(0, inside)
    return element
  }

  it('an unknown element leaves its words, an unknown mark and attribute fall off', () => {
    const server = new Y.Doc()
    partsOf(server).whatHappened.insert(0, [paragraph(new Y.XmlText('Known.'))])
    const mine = copyOf(server)
    const heading = new Y.XmlElement('heading')
    heading.insert(0, [new Y.XmlText('Loud words')])
    const marked = new Y.XmlText()
    marked.insert(0, 'marked', { underline: {}, bold: {} })
    const strange = paragraph(marked)
    strange.setAttribute('onclick', 'x')
    partsOf(mine).whatHappened.insert(1, [heading, strange])
    const { fresh, update } = writeAgain(server, mine)
    expect(partsOf(fresh).whatHappened.toString()).toBe(
      '<paragraph>Known.</paragraph><paragraph>Loud words</paragraph><paragraph><bold>marked</bold></paragraph>',
    )
    expect(judge(server, update!, hana, () => undefined)).toMatchObject({ ok: true })
  })

  it('a task keeps its words, and values that no task has are left out', () => {
    const server = new Y.Doc()
    const mine = copyOf(server)
    addTask(mine, { id: task, what: 'Ask the venue', who: hana, due: null, dueWords: null })
    const entry = partsOf(mine).tasks.get(task)!
    entry.set('secret', 'x')
    entry.set('state', 'exploded')
    partsOf(mine).tasks.set('not an id', new Y.Map())
    const { fresh, update } = writeAgain(server, mine)
    expect(findTaskText(fresh, task)!.toString()).toBe('Ask the venue')
    expect([...partsOf(fresh).tasks.keys()]).toEqual([task])
    expect(judge(server, update!, hana, () => undefined)).toMatchObject({ ok: true })
  })
})

it('[SY13] what no record holds is left out of what is written again, and no word beside it', () => {
  const server = new Y.Doc()
  const mine = new Y.Doc()
  const line = new Y.XmlElement('paragraph')
  line.insert(0, [new Y.XmlText('in a di\0erent part 🙂')])
  partsOf(mine).whatHappened.insert(0, [line])
  addTask(mine, { id: task, what: 'ask', who: null, due: null, dueWords: null })
  findTaskText(mine, task)!.insert(3, '\0 them')
  const { fresh, update } = writeAgain(server, mine)
  expect(partsOf(fresh).whatHappened.toString()).toBe('<paragraph>in a dierent part 🙂</paragraph>')
  expect(findTaskText(fresh, task)!.toString()).toBe('ask them')
  expect(judge(server, update!, hana, () => undefined)).toMatchObject({ ok: true })
})
