import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DraftId } from '#shared/ids.ts'
import { beginDraft } from '#shared/record/edit.ts'
import { textOfRecord } from './record-text.ts'

function write(doc: Y.Doc, fragment: string, ...words: (string | Y.XmlElement)[]): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(
    0,
    words.map((one) => (typeof one === 'string' ? new Y.XmlText(one) : one)),
  )
  doc.getXmlFragment(fragment).push([paragraph])
}

function chip(id: string): Y.XmlElement {
  const mention = new Y.XmlElement('mention')
  mention.setAttribute('id', id)
  mention.setAttribute('kind', 'person')
  return mention
}

it('holds both questions, with the names of those who are mentioned', () => {
  const doc = new Y.Doc()
  write(doc, 'whatHappened', 'At 13:20 ', chip('p1'), ' took photos.')
  write(doc, 'whatHappened', 'He would not delete them.')
  write(doc, 'whatWeDo', 'We talk with him.')
  expect(textOfRecord(doc, ({ id }) => (id === 'p1' ? 'Corvin Haldane' : '…'))).toBe(
    'What happened?\nAt 13:20 Corvin Haldane took photos.\nHe would not delete them.\n\n' +
      'Are we doing anything about it?\nWe talk with him.',
  )
})

it('holds the drafts behind the questions', () => {
  const doc = new Y.Doc()
  write(doc, 'whatHappened', 'He would not delete them.')
  const draft = beginDraft(doc, '5f0f9a0e-0b3a-4c3e-9a54-0000000000a1' as DraftId)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Dear Corvin,')])
  draft.push([paragraph])
  expect(textOfRecord(doc)).toBe('What happened?\nHe would not delete them.\n\nDraft\nDear Corvin,')
})

it('is empty while nothing is written, and leaves an empty question out', () => {
  const doc = new Y.Doc()
  expect(textOfRecord(doc)).toBe('')
  write(doc, 'whatWeDo', 'Nothing yet.')
  expect(textOfRecord(doc)).toBe('Are we doing anything about it?\nNothing yet.')
})
