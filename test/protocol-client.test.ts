// docs/protocol.md is enough to write a client from: here is one of under 200 lines that shares no code with ours. And the
// document says what the code says.

import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { asks } from '../shared/protocol/parse.ts'
import { refusals } from '../shared/protocol/refusals.ts'
import { elements, marks, recordSchema, roots, taskValues } from '../shared/record/schema.ts'
import { openCable } from './helpers/cable.ts'
import { beginAnew } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { joinRecord, type Person, until } from './helpers/people.ts'
import { SecondClient, signIn } from './protocol-client/second-client.ts'

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const source = file('./protocol-client/second-client.ts')
const protocol = file('../docs/protocol.md')

let house: House
let people: Record<'nkechi' | 'hana', Person>
let id: Awaited<ReturnType<House['report']>>['id']
let cable: Awaited<ReturnType<typeof openCable>>
const clients: SecondClient[] = []
beforeEach(async () => {
  house = await openHouse()
  people = await house.people({ nkechi: 'chair', hana: 'staff' })
  id = (await house.report(people.hana)).id
  cable = await openCable(() => house.origin)
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.leave()
  await cable.close()
  await house.close()
})

async function open(person: { cookie: string }): Promise<SecondClient> {
  const client = new SecondClient(cable.url, person.cookie, id)
  clients.push(client)
  await until(() => client.state !== 'joining')
  return client
}

describe('[SY16] a client written from the document', () => {
  it('shares no code with ours, and is short', () => {
    expect(source.split('\n').length).toBeLessThan(200)
    const imported = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from)
    expect(imported).toEqual(['socket.io-client', 'socket.io-msgpack-parser', 'yjs'])
  })

  it('joins, types, sees, and shows where it is', async () => {
    const credentials = { email: 'hana@example.org', password: 'a long enough password' }
    const cookie = await signIn(house.origin, '/api/sign-in', credentials)
    const second = await open({ cookie })
    const ours = await joinRecord(people.nkechi, id)
    second.type('He waited by the stairs.')
    await until(() => second.unsavedEdits === 0)
    await until(() => ours.doc.getXmlFragment('whatHappened').toString().includes('by the stairs'))
    await ours.push((doc) => {
      const text = (doc.getXmlFragment('whatHappened').get(0) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, ' Twice.')
    })
    await until(() => second.read() === 'He waited by the stairs. Twice.')
    await second.showQuestion(2)
    await until(() => second.present.some(({ name, question }) => name === 'Hana Mori' && question === 2))
  })

  it('is cut off, types on, and comes back with everything once', async () => {
    const second = await open(people.hana)
    const ours = await joinRecord(people.nkechi, id)
    second.type('Before. ')
    await until(() => second.unsavedEdits === 0)
    cable.cut()
    await until(() => second.state === 'joining')
    second.type('While away. ')
    await ours.push((doc) => doc.getXmlFragment('whatHappened').push([new Y.XmlElement('paragraph')]))
    cable.mend()
    await until(() => second.state === 'open' && second.unsavedEdits === 0)
    const words = () =>
      ours.doc
        .getXmlFragment('whatHappened')
        .toString()
        .replaceAll(/<[^>]*>/g, '')
    await until(() => words() === 'Before. While away. ')
    expect(second.read()).toBe('Before. While away. ')
  })

  it('is refused, and does what the document says', async () => {
    const second = await open(people.hana)
    second.doc.getMap('secrets').set('a', 1)
    await until(() => second.heard.includes('breaks-record') && second.state === 'open')
    expect(await second.ask('record:push', { update: 'no bytes' })).toEqual({ ok: false, why: 'malformed' })
    second.type('It goes on.')
    await until(() => second.unsavedEdits === 0)
    await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.hana.id}`, { level: 'read' })
    await until(() => second.state === 'read-only')
    expect(second.read()).toBe('It goes on.')
    await people.nkechi.ask('DELETE', `/api/cases/${id}/access/${people.hana.id}`)
    await until(() => second.state === 'closed')
    expect(second.read()).toBe('')
  })

  it('reads anew when the record began anew', async () => {
    const second = await open(people.hana)
    second.type('Of the life before.')
    await until(() => second.unsavedEdits === 0)
    cable.cut()
    await until(() => second.state === 'joining')
    await beginAnew(house.db, id)
    cable.mend()
    await until(() => second.state === 'open')
    expect(second.read()).toBe('')
  })
})

describe('the document and the code', () => {
  const rowsOf = (heading: string): string[] => {
    const section = protocol.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!
    return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!)
  }

  it('name the same asks, events and refusals', () => {
    expect(rowsOf('Asks').toSorted()).toEqual(Object.keys(asks).toSorted())
    expect(rowsOf('Refusals').toSorted()).toEqual(Object.keys(refusals).toSorted())
    const events = [
      ...file('../shared/protocol/events.ts')
        .split('interface ServerToClient')[1]!
        .matchAll(/^ {2}'?([a-z:]+)'?: \(/gm),
    ]
    expect(rowsOf('From the server').toSorted()).toEqual(events.map(([, name]) => name!).toSorted())
  })

  it('name the same record', () => {
    const record = protocol.split('## The record\n')[1]!
    expect(record).toContain(`Schema ${recordSchema}.`)
    for (const name of [roots, elements, marks, taskValues].flatMap((table) => Object.keys(table)))
      expect(record, name).toContain(`\`${name}\``)
  })
})
