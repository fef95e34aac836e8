// Who takes part in the fan-out: our whole server, on either database, and the bare relay. Each has the same clients.

import { io } from 'socket.io-client'
import * as Y from 'yjs'
import { openDatabase } from '../../server/platform/db.ts'
import { createSealing, readMasterKey } from '../../server/platform/sealing.ts'
import { readLog } from '../../server/sync/journal.ts'
import type { CaseId } from '../../shared/ids.ts'
import { exact } from '../helpers/people.ts'
import { enterTeam, joinAs, type Team } from './event.ts'
import { type Home, launch, launchServer, type Program } from './program.ts'

export type Client = { doc: Y.Doc; push: (update: Uint8Array) => Promise<void>; close: () => void }

export type Contestant = {
  name: string
  program: Program
  /** Another client. `apply` is called with each update that arrives; it is to put it into the document. */
  connect: (apply: (doc: Y.Doc, update: Uint8Array) => void) => Promise<Client>
  /** The document as it was kept; undefined for who keeps nothing. The program has ended before. */
  reload?: () => Promise<Y.Doc>
}

export async function launchRelay(): Promise<Contestant> {
  const program = await launch(new URL('./relay.ts', import.meta.url))
  await program.says('relay is ready')
  const connect: Contestant['connect'] = async (apply) => {
    const doc = new Y.Doc()
    const socket = io(program.origin, { transports: ['websocket'], reconnection: false, forceNew: true })
    socket.on('update', (update: Uint8Array) => apply(doc, new Uint8Array(update)))
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('connect_error', reject)
    })
    const push = async (update: Uint8Array) => {
      await socket.emitWithAck('push', exact(update))
    }
    return { doc, push, close: () => socket.disconnect() }
  }
  return { name: 'raw Socket.IO relay', program, connect }
}

export type Ours = Contestant & { team: Team }

export async function launchOurs(name: string, home: Home, teamSize: number): Promise<Ours> {
  const program = await launchServer(home)
  await program.says('is ready at')
  const team = await enterTeam(program, teamSize)
  let next = 0
  const connect: Contestant['connect'] = async (apply) => {
    const doc = new Y.Doc()
    const person = team.people[next++ % team.people.length]!
    const { socket, push } = await joinAs(person, team.caseId, doc, (update) => apply(doc, update))
    return { doc, push, close: () => socket.disconnect() }
  }
  return { name, program, team, connect, reload: () => readFromDatabase(home, team.caseId) }
}

/** What the log alone gives, read past the server. */
async function readFromDatabase({ dataDir, databaseUrl }: Home, caseId: CaseId): Promise<Y.Doc> {
  const { db, close } = await openDatabase({ databaseUrl, dataDir })
  try {
    const { sealed_key } = await db
      .selectFrom('cases')
      .select('sealed_key')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow()
    const seal = createSealing(readMasterKey({ dataDir }, false)).open(caseId, sealed_key)
    const doc = new Y.Doc()
    for (const { update } of await readLog(db, caseId, seal, 0)) Y.applyUpdate(doc, update)
    return doc
  } finally {
    await close()
  }
}
