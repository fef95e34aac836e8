// Who takes part: our whole server, on either database, and the peers. Each has the same clients: a full one that keeps a
// document, and a listener that only counts, so that what is measured is the server and not the crowd before it.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import * as Y from 'yjs'
import { openDatabase } from '../../server/platform/db.ts'
import { createSealing, readMasterKey } from '../../server/platform/sealing.ts'
import { readLog } from '../../server/sync/storage/journal.ts'
import type { CaseId } from '../../shared/ids.ts'
import { at, exact } from '../helpers/people.ts'
import { enterTeam, joinAs, type Team } from './event.ts'
import { pause } from './figures.ts'
import { installPeers } from './install-peers.ts'
import { type Listener, listenAtOurs, listenAtRelay } from './listeners.ts'
import { type Dialect, hear, isUpdate, openSocket, updateMessage } from './peers/y-protocol.ts'
import { type Home, launch, launchServer, type Program } from './program.ts'

export type Client = { doc: Y.Doc; push: (update: Uint8Array) => Promise<void>; close: () => void }
type Apply = (doc: Y.Doc, update: Uint8Array) => void

export type Contestant = {
  name: string
  program: Program
  /** Another client. `apply` is called with each update that arrives; it is to put it into the document. */
  connect: (apply: Apply, record?: number) => Promise<Client>
  /** Somebody who only counts the frames that bring updates. @param known what they have already */
  listen: (record?: number, known?: Y.Doc) => Promise<Listener>
  /** The document as it was kept; undefined for who keeps nothing. The program has ended before. */
  reload?: (record?: number) => Promise<Y.Doc>
  /** What somebody new is shown by a new process on the same data; undefined for who keeps nothing. The program has ended before. */
  restarted?: () => Promise<Y.Doc>
  /** What to take away afterwards. */
  remove?: () => void
}

export async function launchRelay(): Promise<Contestant> {
  const program = await launch(new URL('./peers/socket-io-relay.ts', import.meta.url))
  await program.says('relay is ready')
  const nameOf = (record = 0) => `record ${record}`
  const connect: Contestant['connect'] = async (apply, record) => {
    const doc = new Y.Doc()
    const socket = io(program.origin, { transports: ['websocket'], reconnection: false, forceNew: true })
    socket.on('update', (update: Uint8Array) => apply(doc, new Uint8Array(update)))
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('connect_error', reject)
    })
    await socket.emitWithAck('join', nameOf(record))
    const push = async (update: Uint8Array) => {
      await socket.emitWithAck('push', nameOf(record), exact(update))
    }
    return { doc, push, close: () => socket.disconnect() }
  }
  const listen = (record?: number) => listenAtRelay(program.origin, nameOf(record))
  return { name: 'raw Socket.IO relay', program, connect, listen }
}

const scripts: Record<Dialect, URL> = {
  relay: new URL('./peers/ws-relay.ts', import.meta.url),
  hocuspocus: new URL('./peers/hocuspocus.js', import.meta.url),
  'y-websocket': new URL('./node_modules/y-websocket/bin/server.cjs', import.meta.url),
}
const names: Record<Dialect, string> = {
  relay: 'raw ws relay',
  hocuspocus: 'Hocuspocus, PostgreSQL',
  'y-websocket': 'y-websocket, LevelDB',
}

/** @param databaseUrl for Hocuspocus */
export async function launchPeer(dialect: Dialect, databaseUrl = ''): Promise<Contestant> {
  if (dialect !== 'relay') installPeers()
  const dir = mkdtempSync(join(tmpdir(), 'greenroom-peer-'))
  const start = async () => {
    const started = await launch(scripts[dialect], { DATABASE_URL: databaseUrl, YPERSISTENCE: dir })
    await started.says(dialect === 'y-websocket' ? 'running at' : 'is ready')
    return started
  }
  const program = await start()
  const givenAt = ({ origin }: Program, record = 0) => ({ origin, dialect, record: `record-${record}` })
  const givenOf = (record?: number) => givenAt(program, record)
  return {
    name: names[dialect],
    program,
    remove: () => rmSync(dir, { recursive: true, force: true }),
    restarted: async () => {
      const again = await start()
      const given = givenAt(again)
      const doc = new Y.Doc()
      const socket = await openSocket(given, doc)
      socket.on('message', (bytes: Buffer) => hear(given, socket, doc, bytes))
      // y-websocket answers before it has read its database, so that the first answer is not the whole.
      await pause(2_000)
      socket.close()
      await again.stop()
      return doc
    },
    connect: async (apply, record) => {
      const given = givenOf(record)
      const doc = new Y.Doc()
      doc.on('update', (update, origin) => origin === 'server' && apply(doc, update))
      const socket = await openSocket(given, doc)
      socket.on('message', (bytes: Buffer) => hear(given, socket, doc, bytes))
      const push = async (update: Uint8Array) => socket.send(updateMessage(given, update))
      return { doc, push, close: () => socket.close() }
    },
    listen: async (record, known = new Y.Doc()) => {
      const given = givenOf(record)
      const socket = await openSocket(given, known)
      let frames = 0
      socket.on('message', (bytes: Buffer) => {
        if (isUpdate(given, bytes)) frames += 1
      })
      return { frames: () => frames, close: () => socket.close(), socket }
    },
  }
}

export type Ours = Contestant & { team: Team }

/** @param records how many cases there are to write in */
export async function launchOurs(name: string, home: Home, teamSize: number, records = 1): Promise<Ours> {
  const start = async () => {
    const started = await launchServer(home, {
      PUSHES_PER_SECOND: '1000000',
      CONNECTIONS_PER_ADDRESS: '10000',
    })
    await started.says('is ready at')
    return started
  }
  const program = await start()
  const team = await enterTeam(program, teamSize, records)
  let next = 0
  const nextPerson = () => team.people[next++ % team.people.length]!
  const connect: Contestant['connect'] = async (apply, record = 0) => {
    const doc = new Y.Doc()
    const update = (bytes: Uint8Array) => apply(doc, bytes)
    const { socket, push } = await joinAs(nextPerson(), team.cases[record]!, doc, update)
    return { doc, push, close: () => socket.disconnect() }
  }
  const listen = (record = 0, known = new Y.Doc()) =>
    listenAtOurs(program.origin, nextPerson().cookie, team.cases[record]!, known)
  const reload = (record = 0) => readFromDatabase(home, team.cases[record]!)
  const restarted = async () => {
    const again = await start()
    const doc = new Y.Doc()
    const { socket } = await joinAs(at(again, team.people[0]!), team.caseId, doc, (update) =>
      Y.applyUpdate(doc, update),
    )
    socket.disconnect()
    await again.stop()
    return doc
  }
  return { name, program, team, connect, listen, reload, restarted }
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
    const rows = await readLog(db, caseId, seal, 0)
    doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(doc, update)
    })
    return doc
  } finally {
    await close()
  }
}
