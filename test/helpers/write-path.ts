// The write path of a push in one record, on a real database, with a hand on every step of it: rooms as the server makes them,
// whose ways to the archive, the statement and the sessions stop where a test wants something to happen first.

import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { exclude } from '../../server/case/exclusions.ts'
import { type CaseSeals, createCaseSeals } from '../../server/case/seals.ts'
import { aliveAmong } from '../../server/people/alive.ts'
import { endMember } from '../../server/people/members.ts'
import { createSessions } from '../../server/people/sessions.ts'
import type { Db } from '../../server/platform/db.ts'
import { type Archive, createArchive } from '../../server/sync/record/archive.ts'
import { createGroupCommit } from '../../server/sync/record/group-commit.ts'
import { Pace } from '../../server/sync/record/look-turns.ts'
import { createRoom, type Room } from '../../server/sync/record/room.ts'
import { readLog } from '../../server/sync/storage/journal.ts'
import type { CaseId, EventId, MemberId } from '../../shared/ids.ts'
import { readRecord } from '../../shared/record/read.ts'
import { partsOf } from '../../shared/record/schema.ts'
import type { House } from './house.ts'
import type { Person } from './people.ts'

/** Where something can happen to somebody whose push is under way. */
export const steps = [
  'before it is taken',
  'while the record is read',
  'before it is judged',
  'before the statement',
  'before the lock',
  'under the lock',
  'after the commit',
  'while the database is away',
  'when the answer of the database is lost',
  'behind another node',
  'while the record is read anew',
] as const
export type Step = (typeof steps)[number]

/** What can happen to them. */
export const events = [
  'signs out',
  'signs in again',
  'their account ends',
  'their session expires',
  'the clock jumps forwards',
  'the clock jumps back',
  'the clock jumps forwards and back',
  'they are removed',
  'they are locked out',
  'they may only read',
] as const
export type What = (typeof events)[number]

const hourMs = 3_600_000

export class WritePath {
  readonly db: Db
  readonly seals: CaseSeals
  readonly target: Person
  readonly honest: Person
  readonly #event: EventId
  /** Of the node that is watched and of another: each has one, as a process has, and with it one thread for snapshots. */
  readonly #archives: { watched: Archive; other: Archive }
  caseId: CaseId
  clockMs = Date.now()
  /** Called at each step of the path; with the sessions in the group, where they are known. */
  at: (step: Step, sessions?: readonly string[]) => Promise<unknown> | undefined = () => undefined
  /** How often the record was read, and a group taken up. */
  reads = 0
  groups = 0
  failures: unknown[] = []
  judgedAgain = 0

  static async open(house: House): Promise<WritePath> {
    const { hana, dawit } = await house.people({ nkechi: 'chair', hana: 'staff', dawit: 'staff' })
    const { id } = await house.db.selectFrom('events').select('id').executeTakeFirstOrThrow()
    return new WritePath(house, hana, dawit, id)
  }

  private constructor(house: House, honest: Person, target: Person, event: EventId) {
    this.db = house.db
    this.seals = createCaseSeals(house.sealing)
    this.honest = honest
    this.target = target
    this.#event = event
    const { db, seals } = this
    const ofNode = (): Archive => createArchive({ db, sealOf: seals.sealOf, failed: this.#failed })
    this.#archives = { watched: ofNode(), other: ofNode() }
    this.caseId = '' as CaseId
  }

  readonly #failed = (error: unknown): void => void this.failures.push(error)

  /** Ends the threads that it started. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#archives).map((archive) => archive.close()))
  }

  /** Another case, which both may write. */
  async anotherCase(): Promise<void> {
    const by = await this.honest.ask('POST', '/api/reports', { whatHappened: 'He followed her.' })
    this.caseId = (by.body as { case: { id: CaseId } }).case.id
    await this.makeWhole()
  }

  clock = (): Date => new Date(this.clockMs)

  /** A session of their own for each device. @returns its id */
  async session(member: MemberId, lastsMs = 12 * hourMs): Promise<string> {
    const id = crypto.randomUUID()
    const token_hash = crypto.getRandomValues(new Uint8Array(32))
    const [created_at, expires_at] = [this.clock(), new Date(this.clockMs + lastsMs)]
    await this.db
      .insertInto('sessions')
      .values({ token_hash, id, member_id: member, created_at, expires_at, proved_at: created_at })
      .execute()
    return id
  }

  /** A node's room for the record. */
  room(isWatched: boolean): Room {
    const { db, seals, clock } = this
    const step = async (at: Step, sessions?: readonly string[]): Promise<void> => {
      if (isWatched) await this.at(at, sessions)
    }
    const archive = this.#archives[isWatched ? 'watched' : 'other']
    const groupCommit = createGroupCommit(db, clock, 2)
    let clients = new Map<MemberId, number>()
    return createRoom(this.caseId, {
      db,
      pace: new Pace(),
      failed: this.#failed,
      judgedAgain: () => this.judgedAgain++,
      joinAnew: () => {},
      forgetClients: () => {
        clients = new Map()
      },
      clientFor: (_, member) => clients.get(member) ?? 1 + Math.floor(Math.random() * 2 ** 31),
      sealOf: async (of, caseId) => {
        const seal = await seals.sealOf(of, caseId)
        if (isWatched && of === db) {
          // What goes round for ever is stopped here: a machine that is slow must not look the same.
          if (++this.groups > 50) throw new Error('goes round and round')
          await step('before it is judged')
        }
        return seal
      },
      archive: {
        ...archive,
        load: async (caseId) => {
          if (isWatched) {
            await step(this.reads++ > 0 ? 'while the record is read anew' : 'while the record is read')
          }
          return archive.load(caseId)
        },
      },
      groupCommit: {
        append: async (appending) => {
          await step('before the statement')
          await step('while the database is away')
          await step('behind another node')
          if (isWatched && (await this.at('before the lock')) === 'the long way') return false
          const isWritten = await groupCommit.append(appending)
          if (isWritten) {
            await step('after the commit', appending.sessions)
            await step('when the answer of the database is lost', appending.sessions)
          }
          return isWritten
        },
      },
      liveSessions: async (of, ids) => {
        await step('under the lock')
        return aliveAmong(of, ids, clock())
      },
      inSameTransaction: async () => () => {},
      fanOut: () => {},
    })
  }

  /** It happens to the target, on the device with this session. */
  async happen(what: What, session: string): Promise<void> {
    const { db, target, caseId, clock } = this
    const sessions = createSessions({ db, clock, isSecure: false })
    const access = { case_id: caseId, member_id: target.id }
    switch (what) {
      case 'signs out':
        return sessions.end(session)
      case 'signs in again':
        await sessions.end(session)
        await this.session(target.id)
        return
      case 'their account ends':
        await endMember(
          { db, handOver: async () => () => {} },
          { event: this.#event, member: target.id, now: clock() },
        )
        return sessions.endAllOf(target.id)
      case 'their session expires':
        // The others' last for twelve.
        this.clockMs += 2 * hourMs
        return
      case 'the clock jumps forwards':
      case 'the clock jumps forwards and back':
        this.clockMs += 30 * hourMs
        return
      case 'the clock jumps back':
        this.clockMs -= 30 * hourMs
        return
      case 'they are removed':
        await db
          .deleteFrom('case_access')
          .where('member_id', '=', target.id)
          .where('case_id', '=', caseId)
          .execute()
        return
      case 'they are locked out':
        await db
          .transaction()
          .execute((trx) => exclude(trx, { caseId, members: [target.id], now: clock(), isChosen: false }))
        return
      case 'they may only read':
        await db
          .updateTable('case_access')
          .set({ level: 'read' })
          .where('member_id', '=', access.member_id)
          .where('case_id', '=', caseId)
          .execute()
    }
  }

  /** Everything is as before the round: the account, the right, the clock. */
  async makeWhole(): Promise<void> {
    const { db, target, caseId } = this
    this.clockMs = Date.now()
    this.at = () => undefined
    await db
      .updateTable('members')
      .set({ ended_at: null })
      .where('id', '=', target.id)
      .where('ended_at', 'is not', null)
      .execute()
    await db.deleteFrom('case_exclusions').where('case_id', '=', caseId).execute()
    await db
      .insertInto('case_access')
      .values({ case_id: caseId, member_id: target.id, level: 'write', granted_by: null })
      .onConflict((known) => known.columns(['case_id', 'member_id']).doUpdateSet({ level: 'write' }))
      .execute()
    await db.deleteFrom('sessions').where('member_id', 'in', [target.id]).execute()
    this.reads = this.groups = this.judgedAgain = 0
    this.failures = []
  }

  /** Who wrote which word, by the log, in its order. */
  async words(): Promise<{ text: string; rows: { member: MemberId; words: string[] }[] }> {
    const seal = await this.seals.sealOf(this.db, this.caseId)
    const doc = new Y.Doc()
    const rows: { member: MemberId; words: string[] }[] = []
    let before = new Set<string>()
    for (const { member, update } of await readLog(this.db, this.caseId, seal, 0)) {
      Y.applyUpdate(doc, update)
      const now = wordsIn(readRecord(doc).whatHappened)
      rows.push({ member, words: now.filter((word) => !before.has(word)) })
      before = new Set(now)
    }
    if (doc.store.pendingStructs !== null) throw new Error('the log does not hang together')
    return { text: readRecord(doc).whatHappened, rows }
  }
}

export const wordsIn = (text: string): string[] => text.match(/<\d+>/g) ?? []

let drawn = 0
/** A device that writes words like no others, each a push that builds on the one before. */
export class Device {
  readonly session: string
  #doc = new Y.Doc()
  constructor(session: string) {
    this.session = session
  }
  write(): { word: string; update: Uint8Array } {
    const word = `<${drawn++}>`
    const before = Y.encodeStateVector(this.#doc)
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(word)])
    partsOf(this.#doc).whatHappened.push([paragraph])
    return { word, update: Y.encodeStateAsUpdate(this.#doc, before) }
  }
}

/** So long a round may take at all: what hangs is told from what is slow. */
export async function inTime<T>(work: Promise<T>, whatHangs: string): Promise<T> {
  const late = new AbortController()
  const guard = sleep(90_000, undefined, { signal: late.signal }).then(() => {
    throw new Error(`never answered: ${whatHangs}`)
  })
  try {
    return await Promise.race([work, guard])
  } finally {
    late.abort()
    guard.catch(() => {})
  }
}
