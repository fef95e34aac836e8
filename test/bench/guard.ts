// What the guard costs for one honest keystroke, in this process and with nothing else: no socket, no database.

import * as Y from 'yjs'
import { judge } from '../../server/sync/guard/guard.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { updateOf } from '../helpers/people.ts'
import type { Random } from '../helpers/seeded-work.ts'

/** @returns microseconds, one a keystroke, once the code is warm */
export function measureGuard(keys: number, random: Random): number[] {
  const live = new Y.Doc()
  partsOf(live)
  const owners = new Map<number, string>()
  const writers = ['Nkechi', 'Tomás', 'Hana', 'Maria'].map((name) => ({ name, doc: new Y.Doc() }))
  const times: number[] = []
  const enter = (name: string, update: Uint8Array) => {
    const now = performance.now()
    const verdict = judge(live, update, name, (client) => owners.get(client))
    times.push((performance.now() - now) * 1000)
    if (!verdict.ok) throw new Error(`an honest keystroke was refused: ${verdict.why}`)
    for (const client of verdict.newClients) owners.set(client, name)
    for (const doc of [live, ...writers.map((writer) => writer.doc)]) Y.applyUpdate(doc, update, 'server')
  }
  enter('Nkechi', updateOf(writers[0]!.doc, addParagraphs))
  for (let key = 0; key < keys * 2; key++) {
    const { name, doc } = random.pick(writers)
    enter(
      name,
      updateOf(doc, () => pressKey(doc, random)),
    )
  }
  return times.slice(-keys)
}

function addParagraphs(doc: Y.Doc): void {
  const paragraphs = Array.from({ length: 20 }, () => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('At about 13:35 ')])
    return paragraph
  })
  partsOf(doc).whatHappened.insert(0, paragraphs)
}

function pressKey(doc: Y.Doc, random: Random): void {
  const paragraphs = partsOf(doc).whatHappened
  const text = (paragraphs.get(random.below(paragraphs.length)) as Y.XmlElement).get(0) as Y.XmlText
  if (random.next() < 0.08 && text.length > 0) text.delete(text.length - 1, 1)
  else text.insert(random.below(text.length + 1), random.pick(['e', 'n', 'o', 's', ' ', 'ã']))
}
