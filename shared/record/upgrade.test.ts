import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DraftId, TaskId } from '../ids.ts'
import { addTask, beginDraft, removeDraft } from './edit.ts'
import { readDrafts, readRecord, readText } from './read.ts'
import { oldestWriting, recordSchema } from './schema.ts'
import { upgrade } from './upgrade.ts'

const task = '5f0f9a0e-0b3a-4c3e-9a54-000000000001' as TaskId
const [letter, notice] = ['5f0f9a0e-0b3a-4c3e-9a54-0000000000a1', '5f0f9a0e-0b3a-4c3e-9a54-0000000000a2'] as [
  DraftId,
  DraftId,
]

/** A document as a client of schema 1 has it: it asks for its four roots, and knows of no other. */
function docOfSchema1(): Y.Doc {
  const doc = new Y.Doc()
  for (const name of ['whatHappened', 'whatWeDo']) doc.getXmlFragment(name)
  for (const name of ['answers', 'tasks']) doc.getMap(name)
  return doc
}

function write(fragment: Y.XmlFragment, words: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  fragment.push([paragraph])
}

it('[SY14] a record of schema 1 is one of the present schema as it is stored, with no drafts', () => {
  const doc = docOfSchema1()
  write(doc.getXmlFragment('whatHappened'), 'About 13:35.')
  doc.getMap('answers').set('acting', 'yes')
  addTask(doc, { id: task, what: 'Ask the desk', who: null, due: null, dueWords: null })
  const stored = Y.encodeStateAsUpdate(doc)
  const before = stored.slice()
  const current = upgrade(stored, 1)!
  expect(stored).toEqual(before)
  expect(current).toEqual(before)
  const opened = new Y.Doc()
  Y.applyUpdate(opened, current)
  expect(readRecord(opened)).toMatchObject({
    whatHappened: '<paragraph>About 13:35.</paragraph>',
    acting: 'yes',
    tasks: [{ what: 'Ask the desk' }],
    drafts: [],
  })
})

it('every former schema has a step, and what this version cannot know is left alone', () => {
  for (let schema = 1; schema <= recordSchema; schema++)
    expect(upgrade(new Uint8Array(), schema)).toBeDefined()
  for (const schema of [recordSchema + 1, 0, -1, Number.NaN, undefined as never])
    expect(upgrade(new Uint8Array(), schema)).toBeUndefined()
  expect(oldestWriting).toBeLessThanOrEqual(recordSchema)
})

it('[SY14] a client of schema 1 writes beside drafts that it does not know, and gives back all of them', () => {
  const [old, present] = [docOfSchema1(), new Y.Doc()]
  const tell = (from: Y.Doc, to: Y.Doc) =>
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
  write(beginDraft(present, letter), 'Dear Corvin,')
  write(beginDraft(present, notice), 'Taken back later.')
  tell(present, old)
  write(old.getXmlFragment('whatHappened'), 'Written by an older client.')
  write(beginDraft(present, letter), 'we talked today.')
  removeDraft(present, notice)
  tell(present, old)
  tell(old, present)
  // What it keeps on its device is read by its successor: the whole state, of roots that it never asked for, too.
  const successor = new Y.Doc()
  Y.applyUpdate(successor, upgrade(Y.encodeStateAsUpdate(old), 1)!)
  for (const doc of [present, successor]) {
    expect(readDrafts(doc).map(({ id, fragment }) => [id, readText(fragment)])).toEqual([
      [letter, 'Dear Corvin,\nwe talked today.'],
    ])
    expect(readRecord(doc).whatHappened).toBe('<paragraph>Written by an older client.</paragraph>')
  }
})
