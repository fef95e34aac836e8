// A case that is closed takes no word, by whatever door; its lead reopens it, and that is written down.

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseId, TaskId } from '#shared/ids.ts'
import { addTask, setActing } from '#shared/record/edit.ts'
import { bookOfCase, readEntries } from '../server/case/entries.ts'
import { createCaseSeals } from '../server/case/seals.ts'
import { kinds } from './helpers/database.ts'
import { type House, openHouse } from './helpers/house.ts'
import { type Copy, joinRecord, type Person } from './helpers/people.ts'

describe.each(kinds)('[WM23] a case that is closed, on %s', (kind) => {
  let house: House
  let people: Record<'nkechi' | 'tomas' | 'hana' | 'maria', Person>
  let id: CaseId
  let report: string
  let copy: Copy
  const task = randomUUID() as TaskId
  const closed = 'This case is closed. The lead can reopen it.'
  const move = (by: Person, stage: string, more: object = {}) =>
    by.ask('PATCH', `/api/cases/${id}`, { stage, ...more })

  beforeAll(async () => {
    house = await openHouse(kind)
    people = await house.people({ nkechi: 'chair', tomas: 'coordinator', hana: 'staff', maria: 'staff' })
    const taken = (await people.hana.ask('POST', '/api/reports', { whatHappened: 'He shouted.' })).body as {
      case: { id: CaseId }
      report: { id: string }
    }
    id = taken.case.id
    report = taken.report.id
    copy = await joinRecord(people.tomas, id)
    const given = { id: task, what: 'Ask', who: people.maria.id, due: null, dueWords: null }
    expect(await copy.push((doc) => addTask(doc, given))).toMatchObject({ ok: true })
  })
  afterAll(() => house.close())

  const log = () => house.db.selectFrom('record_log').select('seq').where('case_id', '=', id).execute()
  const entries = () => house.db.selectFrom('case_entries').select('id').where('case_id', '=', id).execute()

  test('a meeting that runs is ended first', async () => {
    await people.nkechi.ask('POST', `/api/cases/${id}/meeting`, {})
    expect((await move(people.nkechi, 'closed')).status).toBe(409)
    expect((await people.nkechi.ask('POST', `/api/cases/${id}/meeting/end`, {})).status).toBe(200)
  })

  test('no push, report, addition, person, meeting or answer to a task changes anything', async () => {
    expect((await move(people.nkechi, 'closed')).status).toBe(200)
    const before = [await log(), await entries()]
    // The connection that has it open, one that joins anew, and the lead's own.
    expect(await copy.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: false })
    for (const who of [people.tomas, people.nkechi]) {
      const again = await joinRecord(who, id)
      expect(again.join).toMatchObject({ mayWrite: false })
      expect(await again.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: false, why: 'read-only' })
    }
    const tries: [Person, string, string, object?][] = [
      [people.hana, 'POST', '/reports', { whatHappened: 'More.', case: id }],
      [people.hana, 'POST', `/reports/${report}/amendments`, { words: 'More.' }],
      [people.nkechi, 'POST', `/cases/${id}/people`, { name: 'Odile Marchetti', role: 'witness' }],
      [people.nkechi, 'POST', `/cases/${id}/meeting`, {}],
      [people.nkechi, 'PUT', `/cases/${id}/names-shown`, { isShown: true }],
      [people.tomas, 'PATCH', `/cases/${id}`, { stage: 'acting' }],
      [people.tomas, 'POST', `/tasks/${task}/answer`, { answer: 'done' }],
      [people.maria, 'POST', `/tasks/${task}/answer`, { answer: 'accepted' }],
    ]
    for (const [who, method, path, body] of tries) {
      const answer = await who.ask(method, `/api${path}`, body)
      expect([path, answer.status, (answer.body as { detail?: string }).detail]).toEqual([path, 409, closed])
    }
    expect([await log(), await entries()]).toEqual(before)
    expect(JSON.stringify((await people.maria.ask('GET', '/api/my/tasks')).body)).not.toContain(task)
    // Whoever may not see it learns no difference.
    expect((await people.maria.ask('POST', `/api/cases/${id}/meeting`, {})).status).toBe(404)
  })

  test('it can be read, and who may do so can still be changed', async () => {
    expect((await people.hana.ask('GET', `/api/cases/${id}`)).status).toBe(200)
    const path = `/api/cases/${id}/access/${people.maria.id}`
    expect((await people.nkechi.ask('PUT', path, { level: 'read' })).status).toBe(204)
  })

  test('its lead reopens it, which is written down; then it takes words again', async () => {
    expect((await move(people.nkechi, 'acting', { reason: 'A witness came back.' })).status).toBe(200)
    const seal = await createCaseSeals(house.sealing).sealOf(house.db, id)
    const [written] = await readEntries(
      house.db,
      bookOfCase(id, async () => seal),
      ['reopening'],
    )
    expect(written).toMatchObject({
      author: people.nkechi.id,
      words: { to: 'acting', reason: 'A witness came back.' },
    })
    const again = await joinRecord(people.tomas, id)
    expect(await again.push((doc) => setActing(doc, 'yes'))).toMatchObject({ ok: true })
  })
})
