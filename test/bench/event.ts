// A team of twenty in one case of a server that was just started: what fan-out and tasks are measured with.

import * as Y from 'yjs'
import type { CaseId } from '../../shared/ids.ts'
import { enterServer, exact, type Person, report, type TestSocket } from '../helpers/people.ts'
import { type Program, setupTokenOf } from './program.ts'

export type Team = { people: Person[]; caseId: CaseId; codeName: string; cases: CaseId[] }

export async function enterTeam(server: Program, size: number, cases = 1): Promise<Team> {
  const others = Array.from({ length: size - 1 }, (_, at) => [`person${at + 2}`, 'coordinator'] as const)
  const door = { origin: server.origin, setupToken: setupTokenOf(server) }
  const entered = await enterServer(door, new Set(), { nkechi: 'chair', ...Object.fromEntries(others) })
  const people = Object.values(entered) as Person[]
  const { id, codeName } = await report(people[0]!)
  const more: CaseId[] = []
  for (let at = 1; at < cases; at++) more.push((await report(people[0]!)).id)
  return { people, caseId: id, codeName, cases: [id, ...more] }
}

/** One device of a person in the record: every update from the server is handed to `apply`. */
export async function joinAs(
  person: Person,
  caseId: CaseId,
  doc: Y.Doc,
  apply: (update: Uint8Array) => void,
): Promise<{ socket: TestSocket; push: (update: Uint8Array) => Promise<void> }> {
  const socket = await person.connect()
  socket.on('record:update', (news) => {
    apply(new Uint8Array(news.update as Uint8Array))
  })
  const stateVector = exact(Y.encodeStateVector(doc))
  const answer = await socket.emitWithAck('record:join', { case: caseId, stateVector, client: doc.clientID })
  if (!answer.ok) throw new Error(`could not join: ${answer.why}`)
  apply(new Uint8Array(answer.update as Uint8Array))
  const push = async (update: Uint8Array) => {
    const { ok, ...more } = await socket.emitWithAck('record:push', { case: caseId, update: exact(update) })
    if (!ok) throw new Error(`not saved: ${JSON.stringify(more)}`)
  }
  return { socket, push }
}
