import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { keys } from '../api/keys.ts'
import type { Live } from '../sync/live.ts'
import { textOfRecord } from '../sync/record-text.ts'
import { sayUnsent, unsentText } from './unsent.ts'

describe('before signing out', () => {
  it('names what would be lost, a report that waits as well', () => {
    expect(sayUnsent(0, false)).toBeUndefined()
    expect(sayUnsent(1, false)).toBe('1 edit')
    expect(sayUnsent(0, true)).toBe('1 report')
    expect(sayUnsent(3, true)).toBe('3 edits and 1 report')
  })
})

describe('when a screen has stopped', () => {
  const client = new QueryClient()
  client.setQueryData(keys.casePart('c1', 'people'), { people: [{ id: 'p1', name: 'Corvin Haldane' }] })

  function live(...words: string[]): Pick<Live, 'unsavedRecords'> {
    const doc = new Y.Doc()
    const mention = new Y.XmlElement('mention')
    mention.setAttribute('id', 'p1')
    mention.setAttribute('kind', 'person')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [mention, ...words.map((one) => new Y.XmlText(one))])
    doc.getXmlFragment('whatHappened').push([paragraph])
    const records =
      words.length > 0
        ? [{ caseId: 'c1', text: (nameOf: (chip: { id: string }) => string) => textOfRecord(doc, nameOf) }]
        : []
    return { unsavedRecords: () => records as unknown as ReturnType<Live['unsavedRecords']> }
  }

  it('gives the words of the records and of the report that are only on this page', () => {
    expect(unsentText(live(' took photos.'), client, 'She came to the desk.')).toBe(
      'What happened?\nCorvin Haldane took photos.\n\nShe came to the desk.',
    )
  })

  it('gives nothing when everything was saved', () => {
    expect(unsentText(live(), client, '')).toBe('')
  })
})
