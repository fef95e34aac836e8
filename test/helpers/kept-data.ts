// An invented event with a word in every place that holds words, and what is read of it again: for data that is kept of
// every released version, and for looking whether a later one still finds all of it. Only what all of them have is asked.

import * as Y from 'yjs'
import type { CaseId, TaskId } from '../../shared/ids.ts'
import { addTask } from '../../shared/record/edit.ts'
import { readTasks, readText } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import { type Door, enterServer, joinRecord, type Person, type TestSocket } from './people.ts'

/** What has to be found again, and by whom. */
export type Kept = { caseId: CaseId; email: string; words: string[] }

/** Fills a server that was just started. */
export async function fillEvent(door: Door & { setupToken: string }): Promise<Kept> {
  const sockets = new Set<TestSocket>()
  const { nkechi, hana } = await enterServer(door, sockets, { nkechi: 'chair', hana: 'staff' })
  const words: string[] = ['Nkechi Adeyemi', 'Hana Mori', 'Harbourlight 2026']
  const word = (about: string) => {
    const made = `${about} by the harbour ${words.length}`
    words.push(made)
    return made
  }
  const send = async (by: Person, path: string, body: object, method = 'POST') => {
    const answer = await by.ask(method, path, body)
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as Record<string, never>
  }
  const sent = (await send(hana, '/api/reports', {
    whatHappened: word('What was told'),
    where: word('Where it was'),
  })) as unknown as { case: { id: CaseId }; report: { id: string } }
  const { id: caseId } = sent.case
  await send(hana, `/api/reports/${sent.report.id}/amendments`, { words: word('What came later') })
  await send(nkechi, `/api/cases/${caseId}/access/${hana.id}`, { level: 'write' }, 'PUT')
  await send(nkechi, `/api/cases/${caseId}/people`, { name: word('A witness'), role: 'witness' })
  await send(nkechi, `/api/cases/${caseId}/meeting`, { place: 'a room that is left again' })
  await send(nkechi, `/api/cases/${caseId}/meeting/end`, {
    hasObjection: true,
    objection: word('An objection'),
  })
  await send(nkechi, `/api/cases/${caseId}/meeting`, { place: word('A room') })
  for (const person of [nkechi, hana]) {
    const copy = await joinRecord(person, caseId)
    for (let n = 0; n < 10; n++) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(word(`A line of ${person.name}`))])
      await mustBeSaved(copy.push((doc) => partsOf(doc).whatHappened.push([paragraph])))
    }
    const task = { id: crypto.randomUUID() as TaskId, what: word('A task'), who: hana.id, due: null }
    await mustBeSaved(copy.push((doc) => addTask(doc, { ...task, dueWords: null })))
  }
  for (const socket of sockets) socket.disconnect()
  return { caseId, email: 'hana@example.org', words }
}

async function mustBeSaved(push: Promise<{ ok: boolean; why?: string }>): Promise<void> {
  const { ok, why } = await push
  if (!ok) throw new Error(`not saved: ${why}`)
}

/** Everything that a member can read of the case, as one text. */
export async function readEvent(actor: Person, caseId: CaseId): Promise<string> {
  const pages = [
    '/api/front',
    '/api/members',
    `/api/cases/${caseId}`,
    `/api/cases/${caseId}/meetings`,
    '/api/my/tasks',
  ]
  const answers = await Promise.all(pages.map((path) => actor.ask('GET', path)))
  const refused = answers.flatMap(({ status }, at) => (status === 200 ? [] : [`${pages[at]}: ${status}`]))
  if (refused.length > 0) throw new Error(`not read: ${refused.join()}`)
  const { doc, socket } = await joinRecord(actor, caseId)
  socket.disconnect()
  const record = [readText(partsOf(doc).whatHappened), ...readTasks(doc).map(({ what }) => what)]
  return [...answers.map(({ body }) => JSON.stringify(body)), ...record].join('\n')
}
