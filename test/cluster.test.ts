// Two nodes on one PostgreSQL: whatever happens on one is true on the other within a second, with the bus between them
// and without it.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { start } from '../server/main.ts'
import type { TaskId } from '../shared/ids.ts'
import type { News, Present } from '../shared/protocol/events.ts'
import { addTask } from '../shared/record/edit.ts'
import { readRecord } from '../shared/record/read.ts'
import { partsOf } from '../shared/record/schema.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, type Person, until, updateOf } from './helpers/people.ts'
import { openSecondNode, type SecondNode } from './helpers/second-node.ts'
import { createRandom, doSomething, seedOfRun } from './helpers/seeded-work.ts'

let house: House
let other: SecondNode
beforeEach(async () => {
  house = await openHouse('postgres')
  other = await openSecondNode(house)
  await until(() => other.bus.isUp())
})
afterEach(async () => {
  await other.close()
  await house.close()
})

const write = (text: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  partsOf(doc).whatHappened.push([paragraph])
}
const wordsOf = ({ doc }: Copy) => readRecord(doc).whatHappened

/** Hana at the first node and Dawit at the second, both in one record; Nkechi leads the case. */
async function opened() {
  const people = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff' })
  const { id } = await house.report(people.hana)
  await people.nkechi.ask('PUT', `/api/cases/${id}/access/${people.dawit.id}`, { level: 'write' })
  const hanas = await joinRecord(people.hana, id)
  const dawits = await joinRecord(other.here(people.dawit), id)
  return { ...people, id, hanas, dawits }
}

/** Whether it becomes true within a second, as a right that ended must. */
const withinASecond = (fact: () => unknown) => until(fact, 1_000)

describe('[ND1] a record on two nodes', () => {
  it('what is written on one is on the other, both ways', async () => {
    const { hanas, dawits } = await opened()
    await hanas.push(write('from the first'))
    await until(() => wordsOf(dawits).includes('from the first'))
    await dawits.push(write('from the second'))
    await until(() => wordsOf(hanas).includes('from the second'))
    expect(readRecord(hanas.doc)).toEqual(readRecord(dawits.doc))
  })

  it('a keystroke comes with its announcement: the other node need not ask the database for it', async () => {
    const { hanas, dawits } = await opened()
    await hanas.push(write('known '))
    await until(() => wordsOf(dawits).includes('known'))
    other.databaseCable.freeze()
    await hanas.push(write('at once'))
    await until(() => wordsOf(dawits).includes('at once'))
    other.databaseCable.mend()
  })

  it('what somebody else puts on the bus enters no record, and what was written is read all the same', async () => {
    const { id, hana, hanas, dawits } = await opened()
    await hanas.push(write('before'))
    await until(() => wordsOf(dawits).includes('before'))
    const { epoch, seq } = await house.db
      .selectFrom('record_heads')
      .selectAll()
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow()
    const rows = [{ member: hana.id, sealed: randomBytes(80).toString('base64') }]
    const forged = { is: 'rows', case: id, seq: seq + 1, log: { epoch, rows }, node: 'stranger' }
    await sql`select pg_notify('greenroom', ${JSON.stringify(forged)})`.execute(house.db)
    await hanas.push(write('after'))
    await until(() => wordsOf(dawits).includes('after'))
    await dawits.push(write('and back'))
    await until(() => wordsOf(hanas).includes('and back'))
    expect(readRecord(hanas.doc)).toEqual(readRecord(dawits.doc))
  })

  it('both write at once, with tasks, and end with the same record and log', {
    timeout: 60_000,
  }, async () => {
    const seed = seedOfRun()
    const random = createRandom(seed)
    const { nkechi, hana, dawit, id, hanas, dawits } = await opened()
    const members = [nkechi.id, hana.id, dawit.id]
    const answers: Promise<{ ok: boolean; why?: string }>[] = []
    for (let step = 0; step < 300; step++) {
      const [copy, person] = random.pick([[hanas, hana] as const, [dawits, dawit] as const])
      try {
        const update = updateOf(copy.doc, (doc) => doSomething(doc, person.id, members, random))
        answers.push(copy.pushBytes(update))
      } catch {
        // This step changed nothing.
      }
      if (random.below(3) === 0) await new Promise((resolve) => setTimeout(resolve, random.below(8)))
    }
    const said = await Promise.all(answers)
    expect(
      said.filter(({ ok }) => !ok),
      `seed ${seed}`,
    ).toEqual([])
    await until(
      () => JSON.stringify(readRecord(hanas.doc)) === JSON.stringify(readRecord(dawits.doc)),
      10_000,
    )
    const later = await joinRecord(nkechi, id)
    expect(readRecord(later.doc), `seed ${seed}`).toEqual(readRecord(hanas.doc))
  })

  it('what was missed while the bus was away is there when it is back, in order and once', async () => {
    const { hanas, dawits } = await opened()
    other.busCable.cut()
    await until(() => !other.bus.isUp())
    for (let at = 0; at < 5; at++) await hanas.push(write(`missed ${at}`))
    // No bus, and still there soon: the node looks for itself.
    await withinASecond(() => wordsOf(dawits).includes('missed 4'))
    other.busCable.mend()
    await until(() => other.bus.isUp())
    await hanas.push(write('heard'))
    await until(() => wordsOf(dawits).includes('heard'))
    expect(readRecord(dawits.doc)).toEqual(readRecord(hanas.doc))
    expect(dawits.doc.store.pendingStructs).toBeNull()
  })

  it('a bus connection that the database ends comes back by itself', async () => {
    const { hanas, dawits } = await opened()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name like '% bus'`.execute(
      house.db,
    )
    await hanas.push(write('written meanwhile'))
    await until(() => wordsOf(dawits).includes('written meanwhile'))
    await until(() => other.bus.isUp())
  })
})

describe('[ND2] what ends on one node ends on the other within a second', () => {
  const closedFor = (copy: Copy) => {
    const told: string[] = []
    copy.socket.on('record:closed', ({ why }) => told.push(why))
    return told
  }

  it.each(['with the bus', 'without the bus'])('access to a case, %s', async (how) => {
    const { nkechi, dawit, id, hanas, dawits } = await opened()
    await dawits.push(write('he could write until now'))
    if (how === 'without the bus') {
      other.busCable.cut()
      await until(() => !other.bus.isUp())
    }
    const told = closedFor(dawits)
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)
    await withinASecond(() => told.includes('not-available'))
    await hanas.push(write('said afterwards'))
    expect(await dawits.push(write('too late'))).toMatchObject({ ok: false })
    expect(wordsOf(dawits)).not.toContain('said afterwards')
  })

  it('access that was taken in the database itself', async () => {
    const { dawit, id, dawits } = await opened()
    const told = closedFor(dawits)
    await house.db
      .deleteFrom('case_access')
      .where('case_id', '=', id)
      .where('member_id', '=', dawit.id)
      .execute()
    await withinASecond(() => told.includes('not-available'))
  })

  it.each(['with the bus', 'without the bus'])('a session, %s', async (how) => {
    const { dawit, dawits } = await opened()
    if (how === 'without the bus') {
      other.busCable.cut()
      await until(() => !other.bus.isUp())
    }
    await dawit.ask('POST', '/api/sign-out')
    await withinASecond(() => !dawits.socket.connected)
  })

  it('an account', async () => {
    const { nkechi, dawit, dawits } = await opened()
    await nkechi.ask('DELETE', `/api/members/${dawit.id}`)
    await withinASecond(() => !dawits.socket.connected)
  })

  it('when a node can ask nobody at all, its screens are closed', async () => {
    const { dawits } = await opened()
    const told = closedFor(dawits)
    other.busCable.cut()
    other.databaseCable.cut()
    await until(() => told.includes('missing-history'), 4_000)
    other.databaseCable.mend()
    other.busCable.mend()
  })
})

describe('[ND3] who is where', () => {
  const listOf = (copy: Copy) => {
    const lists: Present[][] = [copy.join.present]
    copy.socket.on('record:presence', ({ present }) => lists.push(present))
    return () => lists.at(-1)!.map(({ name, question }) => `${name}${question ? ` at ${question}` : ''}`)
  }

  it('people of both nodes, by name, and gone with their socket', async () => {
    const { id, hanas, dawits } = await opened()
    const [atHanas, atDawits] = [listOf(hanas), listOf(dawits)]
    await until(() => atHanas().includes('Dawit Bekele') && atDawits().includes('Hana Mori'))
    await hanas.socket.emitWithAck('record:presence', { case: id, question: 3 })
    await until(() => atDawits().includes('Hana Mori at 3'))
    hanas.socket.disconnect()
    await withinASecond(() => !atDawits().some((who) => who.startsWith('Hana')))
  })

  it('gone with the right, on both', async () => {
    const { nkechi, dawit, id, hanas } = await opened()
    const atHanas = listOf(hanas)
    await until(() => atHanas().includes('Dawit Bekele'))
    await nkechi.ask('DELETE', `/api/cases/${id}/access/${dawit.id}`)
    await withinASecond(() => !atHanas().includes('Dawit Bekele'))
  })

  it('gone with their node', async () => {
    const { hanas } = await opened()
    const atHanas = listOf(hanas)
    await until(() => atHanas().includes('Dawit Bekele'))
    await other.close()
    await until(() => !atHanas().includes('Dawit Bekele'))
    other = await openSecondNode(house)
  })

  it('a member who is at the other node is here', async () => {
    const { nkechi, dawit } = await opened()
    const isHere = async () => {
      const { body } = await nkechi.ask('GET', '/api/members')
      return (body as { id: string; isHere: boolean }[]).find(({ id }) => id === dawit.id)!.isHere
    }
    await until(isHere)
  })
})

describe('[ND1] news and tasks', () => {
  const newsOf = async (person: Person) => {
    const heard: News[] = []
    ;(await person.connect()).on('news', (item) => heard.push(item))
    return heard
  }

  it('a task reaches its assignee at the other node, once', async () => {
    const { dawit, hanas } = await opened()
    const heard = await newsOf(other.here(dawit))
    const task = crypto.randomUUID() as TaskId
    await hanas.push((doc) =>
      addTask(doc, { id: task, what: 'Ask the venue', who: dawit.id, due: null, dueWords: null }),
    )
    await until(() => heard.some((item) => item.kind === 'task' && item.arrived))
    expect(heard.filter((item) => item.kind === 'task' && item.arrived)).toHaveLength(1)
  })

  it('a delivery noted at one node is told in the record at the other', async () => {
    const { id, dawit, hanas } = await opened()
    const delivered: string[] = []
    hanas.socket.on('task:facts', ({ facts }) =>
      delivered.push(...facts.filter(({ deliveredAt }) => deliveredAt).map((fact) => fact.task)),
    )
    const task = crypto.randomUUID() as TaskId
    await hanas.push((doc) =>
      addTask(doc, { id: task, what: 'Ask the venue', who: dawit.id, due: null, dueWords: null }),
    )
    const socket = await other.here(dawit).connect()
    expect(await socket.emitWithAck('task:delivered', { case: id, task })).toEqual({ ok: true })
    await until(() => delivered.includes(task))
  })

  it('a moved case is told with the first name of who moved it', async () => {
    const { nkechi, dawit, id } = await opened()
    const heard = await newsOf(other.here(dawit))
    await nkechi.ask('PATCH', `/api/cases/${id}`, { stage: 'acting' })
    await until(() => heard.some((item) => item.kind === 'case' && item.moved?.by === 'Nkechi'))
  })
})

it('[WM8] a node with another master key does not start', async () => {
  await opened()
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-key-'))
  writeFileSync(join(dir, 'master.key'), randomBytes(32))
  const env = { DATABASE_URL: house.database.url, DATA_DIR: dir, PORT: '0' }
  await expect(start({ env })).rejects.toThrow('The master key is not the one')
  rmSync(dir, { recursive: true })
})
