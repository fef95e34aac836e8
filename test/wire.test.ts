// Frames and those who do not keep up, through real sockets. On PostgreSQL.

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { unreadBytes } from '../server/sync/connection/unread.ts'
import type { CaseId } from '../shared/ids.ts'
import { limits } from '../shared/limits.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, type Person, type TestSocket, until } from './helpers/people.ts'

let house: House
beforeEach(async () => {
  house = await openHouse('postgres', { rates: { pushesPerSecond: 100_000 } })
})
afterEach(() => house.close())

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatHappened.push([paragraph])
}

/** The client's end of the TCP connection. */
const tcpOf = (socket: TestSocket): { pause: () => void; resume: () => void } =>
  (socket.io.engine.transport as unknown as { ws: { _socket: { pause: () => void; resume: () => void } } }).ws
    ._socket

async function opened(): Promise<{ id: CaseId; nkechi: Person; hanas: Copy; nkechis: Copy; dawits: Copy }> {
  const { nkechi, hana, dawit } = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff' })
  const { id } = await house.report(hana)
  await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'write' })
  const [hanas, nkechis, dawits] = [
    await joinRecord(hana, id),
    await joinRecord(nkechi, id),
    await joinRecord(dawit, id),
  ]
  return { id, nkechi, hanas, nkechis, dawits }
}

describe('frames', () => {
  it('a broadcast is framed once and the same frame sent to everybody', async () => {
    const { hanas, nkechis, dawits } = await opened()
    const sender = (
      WebSocket as unknown as {
        Sender: { prototype: { sendFrame: (list: Buffer[], ...rest: unknown[]) => void } }
      }
    ).Sender.prototype
    const { sendFrame } = sender
    const sent = new Map<Buffer[], number>()
    sender.sendFrame = function (list, ...rest) {
      if (Buffer.concat(list).includes('framed once')) sent.set(list, (sent.get(list) ?? 0) + 1)
      sendFrame.call(this, list, ...rest)
    }
    try {
      await hanas.push(write('framed once'))
      await until(() =>
        [nkechis, dawits].every(({ doc }) => readRecord(doc).whatHappened.includes('framed once')),
      )
    } finally {
      sender.sendFrame = sendFrame
    }
    expect([...sent.values()]).toEqual([2])
  })
})

describe('[SY12] somebody who does not keep up', () => {
  it('is sent one diff when they read again, and nobody waits for them', async () => {
    const { id, hanas, nkechis, dawits } = await opened()
    const server = house.app.sync.io.sockets.sockets.get(dawits.socket.id!)!
    let frames = 0
    dawits.socket.on('record:update', () => frames++)
    tcpOf(dawits.socket).pause()
    const page = 'They stood by the stairs. '.repeat(2_500)
    let most = 0
    let pushes = 0
    const push = async () => {
      expect(await hanas.push(write(`${pushes++} ${page}`))).toMatchObject({ ok: true })
      most = Math.max(most, unreadBytes(server.conn))
    }
    // No longer than it takes: who is silent for eight seconds is taken for gone.
    while (most <= limits.behindBytes && pushes < 400) await push()
    for (let more = 0; more < 10; more++) await push()
    expect(most).toBeGreaterThan(limits.behindBytes)
    expect(most).toBeLessThan(limits.behindBytes + 4 * page.length)
    // What is gone by then is gone for Dawit too, and what somebody else began meanwhile is there.
    await hanas.push((doc) => partsOf(doc).whatHappened.delete(0, 3))
    await nkechis.push(write('said by Nkechi while Dawit was away'))
    expect(readRecord(nkechis.doc)).toEqual(readRecord(hanas.doc))
    tcpOf(dawits.socket).resume()
    await until(() => readRecord(dawits.doc).whatHappened === readRecord(nkechis.doc).whatHappened, 10_000)
    expect(dawits.doc.store.pendingStructs).toBeNull()
    expect(frames).toBeLessThan(pushes - 5)
    const before = frames
    await hanas.push(write('and goes on'))
    await until(() => readRecord(dawits.doc).whatHappened.includes('and goes on'))
    expect(frames).toBe(before + 1)
    expect(server.rooms.has(`record:${id}`)).toBe(true)
  }, 60_000)

  it('is cut from the record like anybody when the right ends, and is sent no diff', async () => {
    const { id, nkechi, hanas, dawits } = await opened()
    let told = ''
    dawits.socket.on('record:closed', ({ why }) => {
      told = why
    })
    tcpOf(dawits.socket).pause()
    const server = house.app.sync.io.sockets.sockets.get(dawits.socket.id!)!
    const page = 'They stood by the stairs. '.repeat(2_500)
    for (let at = 0; at < 400 && unreadBytes(server.conn) <= limits.behindBytes; at++)
      await hanas.push(write(`${at} ${page}`))
    const person = server.data.actor.member
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${person}`)
    await hanas.push(write('said after he left'))
    tcpOf(dawits.socket).resume()
    await until(() => told === 'not-available', 10_000)
    expect(readRecord(dawits.doc).whatHappened).not.toContain('said after he left')
  }, 60_000)
})
