// The record through the real server: sockets, rights, journal, presence, tasks. On both databases.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, joinRecord, openHouse, until } from './helpers/house.ts'

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatHappened.push([paragraph])
}

describe.each(kinds)('a record on %s', (kind) => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(kind)
  })
  afterEach(() => house.close())

  it('[S2] what is acknowledged is there for everybody and after a restart', async () => {
    const { nkechi, hana } = await house.people({ nkechi: 'chair', hana: 'staff' })
    const { id } = await house.report(hana)
    const hanas = await joinRecord(hana, id)
    const nkechis = await joinRecord(nkechi, id)
    expect(await hanas.push(write('About 13:35, after the keynote'))).toMatchObject({ ok: true, seq: 1 })
    await until(() => readRecord(nkechis.doc).whatHappened.includes('keynote'))
    await house.restart()
    const later = await joinRecord(nkechi, id)
    expect(readRecord(later.doc)).toEqual(readRecord(hanas.doc))
  })
})
