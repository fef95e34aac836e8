// Somebody at the product's own client who types words that are like no others, so that each can be looked for.

import * as Y from 'yjs'
import { createLive } from '../../client/sync/live.ts'
import { makeRecords } from '../../client/sync/open-records.ts'
import type { RecordConnection } from '../../client/sync/record-connection.ts'
import type { CaseId } from '../../shared/ids.ts'
import { readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { type Person, until } from './people.ts'

/** @param ends what to call when all is over */
export async function openRecord(
  person: Person,
  url: string,
  caseId: CaseId,
  ends: (() => unknown)[],
): Promise<RecordConnection> {
  const live = createLive({
    records: makeRecords,
    url,
    socketOptions: { extraHeaders: { cookie: person.cookie } },
  })
  ends.push(live.close)
  const record = live.openRecord(caseId)
  await until(() => record.status().is === 'open', 15_000)
  return record
}

let words = 0
/** @returns the word, unlike any other */
export function typeWord(record: RecordConnection, filling = ''): string {
  const word = `<${words++}>`
  const { whatHappened } = partsOf(record.doc)
  record.doc.transact(() => {
    if (whatHappened.length === 0) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText()])
      whatHappened.insert(0, [paragraph])
    }
    const text = (whatHappened.get(0) as Y.XmlElement).get(0) as Y.XmlText
    text.insert(text.length, word + filling)
  }, 'me')
  return word
}

/** All words of a record, sorted. */
export const wordsOf = (record: RecordConnection): string[] =>
  (readText(partsOf(record.doc).whatHappened).match(/<\d+>/g) ?? []).toSorted()

export const isSaved = (record: RecordConnection): boolean => record.saveState().kind === 'saved'
