// The record through the real server: sockets, rights, journal, presence. On both databases.

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Present } from '../shared/protocol/events.ts'
import { setActing } from '../shared/record/edit.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { answerChecks, exact, joinRecord, until, updateOf } from './helpers/people.ts'

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatHappened.push([paragraph])
}
const textOf = (doc: Y.Doc) => readRecord(doc).whatHappened

describe.each(kinds)('a record on %s', (kind) => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(kind)
  })
  afterEach(() => house.close())

  /** The case of Hana's report, with Nkechi (chair) and Hana (staff) in its record. */
  async function opened() {
    const people = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff' })
    const { id } = await house.report(people.hana)
    const hanas = await joinRecord(people.hana, id)
    const nkechis = await joinRecord(people.nkechi, id)
    return { ...people, id, hanas, nkechis }
  }

  it('[SY2] what is acknowledged is there for everybody and after a restart, with its author', async () => {
    const { nkechi, hana, id, hanas, nkechis } = await opened()
    expect(await hanas.push(write('About 13:35, after the keynote'))).toMatchObject({ ok: true, seq: 1 })
    await until(() => textOf(nkechis.doc).includes('keynote'))
    await house.restart()
    const later = await joinRecord(nkechi, id)
    expect(readRecord(later.doc)).toEqual(readRecord(hanas.doc))
    const rows = await house.db.selectFrom('record_log').select(['member_id', 'seq']).execute()
    expect(rows).toEqual([{ member_id: hana.id, seq: 1 }])
  })

  it('[SY3, SY7] when it cannot be saved nobody sees it, nothing is acknowledged, and it can be pushed again', async () => {
    const { nkechi, id, hanas, nkechis } = await opened()
    await hanas.push(write('before'))
    await until(() => textOf(nkechis.doc).includes('before'))
    await sql`alter table record_log rename to record_log_away`.execute(house.db)
    const update = updateOf(hanas.doc, write('in between'))
    expect(await hanas.pushBytes(update)).toEqual({ ok: false, why: 'not-saved' })
    await sql`alter table record_log_away rename to record_log`.execute(house.db)
    const joined = await joinRecord(nkechi, id)
    expect(textOf(joined.doc)).not.toContain('in between')
    expect(textOf(nkechis.doc)).not.toContain('in between')
    expect(await hanas.pushBytes(update)).toEqual({ ok: true, seq: 2 })
    await until(() => textOf(nkechis.doc).includes('in between'))
  })

  it('[SY4] the same push twice is acknowledged twice and written once', async () => {
    const { hanas, nkechis } = await opened()
    const update = updateOf(hanas.doc, write('once'))
    expect(await Promise.all([hanas.pushBytes(update), hanas.pushBytes(update)])).toEqual([
      { ok: true, seq: 1 },
      { ok: true, seq: 1 },
    ])
    expect(await hanas.pushBytes(update)).toEqual({ ok: true, seq: 1 })
    await until(() => textOf(nkechis.doc) === '<paragraph>once</paragraph>')
  })

  it('[SY9] a push before a join is not taken', async () => {
    const { hana, id } = await opened()
    const socket = await hana.connect()
    const update = updateOf(new Y.Doc(), write('too early'))
    expect(await socket.emitWithAck('record:push', { case: id, update: exact(update) })).toEqual({
      ok: false,
      why: 'missing-history',
    })
  })

  it('[SY5] one bad push in a group is refused, the good ones of others are taken', async () => {
    const { hanas, nkechis } = await opened()
    const foreign = updateOf(new Y.Doc(), (doc) => doc.getMap('secrets').set('a', 1))
    const answers = await Promise.all([
      hanas.push(write('one')),
      hanas.pushBytes(foreign),
      nkechis.push(write('two')),
      hanas.pushBytes(new Uint8Array([1, 2, 3])),
      hanas.pushBytes(new Uint8Array(300_000 - 400)),
    ])
    expect(answers.map((answer) => answer.why ?? 'ok')).toEqual([
      'ok',
      'breaks-record',
      'ok',
      'malformed',
      'too-big',
    ])
    await until(() => textOf(hanas.doc).includes('two') && textOf(nkechis.doc).includes('one'))
    expect(readRecord(hanas.doc)).toEqual(readRecord(nkechis.doc))
  })

  it('[SY7] one push that the database does not take holds back nobody else', async () => {
    const { hanas, nkechis } = await opened()
    const poisoned = '5f0f9a0e-0b3a-4c3e-9a54-0c9d4d7d2a11'
    await sql`alter table tasks add constraint no_poison check (task_id <> ${sql.lit(poisoned)})`.execute(
      house.db,
    )
    const poison = (doc: Y.Doc) => {
      const task = new Y.Map<unknown>()
      partsOf(doc).tasks.set(poisoned, task)
      task.set('order', 'a0')
    }
    const answers = await Promise.all([
      nkechis.push(write('in flight')),
      hanas.push(poison),
      nkechis.push(write('in the same group')),
    ])
    await sql`alter table tasks drop constraint no_poison`.execute(house.db)
    expect(answers.map((answer) => answer.why ?? 'ok')).toEqual(['ok', 'not-saved', 'ok'])
  })

  it('[WM2] when rights cannot be looked up, the record is closed rather than kept open', async () => {
    const { nkechi, dawit, id, nkechis } = await opened()
    await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'write' })
    const dawits = await joinRecord(dawit, id)
    let closed = ''
    dawits.socket.on('record:closed', ({ why }) => {
      closed = why
    })
    await sql`alter table case_exclusions rename to case_exclusions_away`.execute(house.db)
    await house.app.sync.rightsChanged(id, [dawit.id])
    await sql`alter table case_exclusions_away rename to case_exclusions`.execute(house.db)
    await until(() => closed === 'missing-history', 1_000)
    await nkechis.push(write('said afterwards'))
    expect(textOf(dawits.doc)).not.toContain('said afterwards')
  })

  it('[SY1] no message ends the process: whatever arrives is answered or passed over', async () => {
    const { hana, id, hanas } = await opened()
    const socket = (await hana.connect()) as unknown as { emit: (...args: unknown[]) => void }
    const odd: unknown[] = [
      undefined,
      null,
      0,
      'x',
      [],
      {},
      { case: id },
      { case: 'x' },
      new Uint8Array(9),
      { case: id, update: { 0: 1 } },
    ]
    for (const event of [
      'record:join',
      'record:push',
      'record:presence',
      'record:leave',
      'task:delivered',
      'unknown',
      'disconnect_',
    ])
      for (const payload of odd) {
        socket.emit(event)
        socket.emit(event, payload)
        socket.emit(event, payload, 'no function')
        socket.emit(event, payload, payload, payload)
      }
    expect(await hanas.push(write('still here'))).toMatchObject({ ok: true })
  })

  it('[WM1] a hidden case and one that never was get the same answer', async () => {
    const { dawit, id } = await opened()
    const socket = await dawit.connect()
    const join = (caseId: string) =>
      socket.emitWithAck('record:join', { case: caseId as never, stateVector: exact(new Uint8Array([0])) })
    const unknown = await join('0c7f6f0a-6a15-4e55-8f5e-1f6b2f7f9c33')
    expect(unknown).toEqual({ ok: false, why: 'not-available' })
    expect(await join(id)).toEqual(unknown)
  })

  it('[WM2] a member who is removed while connected hears nothing more and may not write', async () => {
    const { nkechi, dawit, id, nkechis } = await opened()
    await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'write' })
    const dawits = await joinRecord(dawit, id)
    let closed: unknown
    dawits.socket.on('record:closed', (news) => {
      closed = news
    })
    expect(await dawits.push(write('he could write until now'))).toMatchObject({ ok: true })
    expect((await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)).status).toBe(204)
    await until(() => closed, 1_000)
    expect(closed).toEqual({ case: id, why: 'not-available' })
    await nkechis.push(write('said afterwards'))
    expect((await dawits.push(write('too late'))).ok).toBe(false)
    expect(textOf(dawits.doc)).not.toContain('said afterwards')
    await until(() => textOf(nkechis.doc).includes('he could write'))
    expect(textOf(nkechis.doc)).not.toContain('too late')
  })

  it('[WM2] a push that races with the end of the right is never acknowledged after it', async () => {
    const { nkechi, dawit, id } = await opened()
    for (let round = 0; round < 5; round++) {
      await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'write' })
      const dawits = await joinRecord(dawit, id)
      const pushes = Array.from({ length: 8 }, (_, at) => dawits.push(write(`${round}.${at}`)))
      await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)
      const head = await house.db.selectFrom('record_heads').select('seq').executeTakeFirstOrThrow()
      const answers = await Promise.all(pushes)
      for (const answer of answers) if (answer.ok) expect(answer.seq).toBeLessThanOrEqual(head.seq)
      dawits.socket.disconnect()
    }
  })

  it('[WM3] naming a member in the case cuts their open record, the chair included', async () => {
    const { nkechi, hana, id, nkechis } = await opened()
    let closed = ''
    nkechis.socket.on('record:closed', ({ why }) => {
      closed = why
    })
    const { body } = await nkechi.ask('POST', '/api/invitations', { role: 'coordinator' })
    const tomas = await house.accept((body as { token: string }).token, 'tomas')
    await nkechi.ask('PUT', `/api/cases/${id}/access/${tomas.id}`, { level: 'lead' })
    const named = await tomas.ask('POST', `/api/cases/${id}/people`, {
      name: nkechi.name,
      role: 'reported',
      memberId: nkechi.id,
    })
    expect(named.status).toBe(201)
    await answerChecks(hana)
    await until(() => closed === 'not-available', 1_000)
    expect((await nkechis.push(write('not mine to write'))).ok).toBe(false)
    expect((await nkechi.ask('GET', `/api/cases/${id}`)).status).toBe(404)
    expect((await hana.ask('GET', `/api/cases/${id}`)).status).toBe(200)
  })

  it('[WM4] nobody writes under a clientID that is somebody else’s', async () => {
    const { hanas, nkechis } = await opened()
    await hanas.push(write('hers'))
    const mask = new Y.Doc()
    mask.clientID = hanas.doc.clientID
    Y.applyUpdate(mask, Y.encodeStateAsUpdate(hanas.doc))
    mask.clientID = hanas.doc.clientID
    expect(await nkechis.pushBytes(updateOf(mask, write('under her name')))).toEqual({
      ok: false,
      why: 'breaks-record',
    })
  })

  it('[WM5] a reader reads, and changes nothing', async () => {
    const { nkechi, dawit, id, hanas } = await opened()
    await hanas.push(write('to be read'))
    await nkechi.ask('PUT', `/api/cases/${id}/access/${dawit.id}`, { level: 'read' })
    const dawits = await joinRecord(dawit, id)
    expect(dawits.join.mayWrite).toBe(false)
    expect(textOf(dawits.doc)).toContain('to be read')
    expect(await dawits.push((doc) => setActing(doc, 'no'))).toEqual({ ok: false, why: 'read-only' })
    expect(await dawits.push((doc) => partsOf(doc).whatHappened.delete(0, 1))).toEqual({
      ok: false,
      why: 'read-only',
    })
    expect(await house.db.selectFrom('record_log').select('seq').execute()).toHaveLength(1)
  })

  it('[WM6] signing out cuts every open connection of that session', async () => {
    const { hana, hanas } = await opened()
    let reason = ''
    hanas.socket.on('disconnect', (why) => {
      reason = why
    })
    expect((await hana.ask('POST', '/api/sign-out', {})).status).toBe(204)
    await until(() => reason === 'io server disconnect', 1_000)
    await expect(hana.connect()).rejects.toThrow('not-signed-in')
  })

  it('[WM6] a session at its end is cut at once, without anybody asking', async () => {
    const { hana } = await opened()
    const inASecond = new Date(Date.now() + 1_000)
    await house.db
      .updateTable('sessions')
      .set({ expires_at: inASecond })
      .where('member_id', '=', hana.id)
      .execute()
    const socket = await hana.connect()
    await until(() => !socket.connected, 3_000)
    await expect(hana.connect()).rejects.toThrow('not-signed-in')
  })

  it('[WM7] nobody connects without a session, and no foreign page with one', async () => {
    const { hana } = await opened()
    await expect({ ...hana }.connect()).resolves.toBeDefined()
    const upgrade = (headers: Record<string, string>) => tryUpgrade(house.origin, headers)
    expect(await upgrade({ cookie: hana.cookie, origin: 'https://elsewhere.example' })).toBe('refused')
    expect(await upgrade({ cookie: hana.cookie, origin: house.origin })).toBe('open')
    expect(await upgrade({ cookie: hana.cookie, origin: 'null' })).toBe('refused')
  })

  it('[WM8] the log, the reports and the tasks hold no readable word', async () => {
    const { hanas } = await opened()
    await hanas.push(write('readable keynote words'))
    const tables = ['record_log', 'case_entries', 'cases']
    for (const table of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t`.execute(
        house.db,
      )
      expect(rows.length).toBeGreaterThan(0)
      for (const { row } of rows) {
        const bytes = row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) =>
          Buffer.from(hex, 'hex').toString('latin1'),
        )
        expect(bytes).not.toContain('keynote')
        expect(bytes).not.toContain('followed')
      }
    }
  })

  it('presence says who is where, by name and stamped by the server, and forgets who left', async () => {
    const { hana, nkechi, id, hanas, nkechis } = await opened()
    let present: Present[] = []
    nkechis.socket.on('record:presence', (news) => {
      present = news.present
    })
    await hanas.socket.emitWithAck('record:presence', { case: id, question: 2, place: 'phone' })
    await until(() => present.some((one) => one.member === hana.id && one.question === 2))
    expect(present).toEqual(
      expect.arrayContaining([
        { member: hana.id, name: 'Hana Mori', client: hanas.doc.clientID, place: 'phone', question: 2 },
        { member: nkechi.id, name: 'Nkechi Adeyemi', client: nkechis.doc.clientID },
      ]),
    )
    hanas.socket.disconnect()
    await until(() => present.length === 1, 1_000)
  })
})

/** A bare Engine.IO handshake: whether the server lets it through. */
function tryUpgrade(origin: string, headers: Record<string, string>): Promise<'open' | 'refused'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers,
    } as never)
    socket.onopen = () => {
      resolve('open')
      socket.close()
    }
    socket.onerror = () => resolve('refused')
  })
}
