// The road of a keystroke in one record: allowed now? → may these bytes enter? → applied unseen → appended with all
// that follows from it in one transaction → committed → one frame to everybody, an ack to the writers.
// Nobody is sent what is not durable; nothing is acknowledged before. Group commit without a timer: the first push
// starts a transaction at once, what arrives meanwhile is the next group. Joins wait for the end of a group.

import type { Transaction } from 'kysely'
import type * as Y from 'yjs'
import { mayInCase } from '#shared/access/rules.ts'
import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import type { TaskChange } from '#shared/tasks/fold.ts'
import { levelsIn } from '../access/access.ts'
import type { CaseSeal } from '../platform/case-seals.ts'
import { type Db, isDatabaseAway } from '../platform/db.ts'
import type { Database } from '../platform/schema.ts'
import { createHolder } from './holder.ts'
import { append, type Entry, lockHead, readClients, readLog } from './journal.ts'
import { type Effect, type LiveDocument, mergeAll } from './live-document.ts'

export type RoomDeps = {
  db: Db
  sealOf: (db: Db, caseId: CaseId) => Promise<CaseSeal>
  /** Whether these sessions are alive now; a push of a dead one is refused. */
  liveSessions: (db: Db, sessions: readonly string[]) => Promise<ReadonlySet<string>>
  /** Task projection and outbox, in the same transaction. @returns what to do once it is committed */
  inSameTransaction: (
    trx: Transaction<Database>,
    group: { caseId: CaseId; seal: CaseSeal; changes: readonly TaskChange[] },
  ) => Promise<() => void>
  /** Sends the frame to everybody in the record, but for `except` whose own push is all there is in it. */
  fanOut: (caseId: CaseId, frame: { update: Uint8Array; seq: Seq }, except: string | undefined) => void
  /** A clientID for what the server writes on this member's behalf, here, until the process ends. */
  clientFor: (caseId: CaseId, member: MemberId) => number
  forgetClients: (caseId: CaseId) => void
  failed: (error: unknown, caseId: CaseId) => void
}

type Waiting = {
  member: MemberId
  /** The socket's session; undefined for what the server does on a member's behalf within a checked request. */
  session?: string
  socket?: string
  work: { is: 'bytes'; update: Uint8Array } | { is: 'edit'; edit: OnBehalf }
  answer: (answer: Ack<{ seq: Seq }>) => void
}

/**
 * A change on a member's behalf.
 * @param mayWrite whether that member may write the whole case now
 * @returns why not, or undefined when it was made
 */
export type OnBehalf = (doc: Y.Doc, mayWrite: boolean) => Refusal | undefined

export type Room = {
  push: (push: {
    member: MemberId
    session: string
    socket: string
    update: Uint8Array
  }) => Promise<Ack<{ seq: Seq }>>
  edit: (member: MemberId, edit: OnBehalf) => Promise<Ack<{ seq: Seq }>>
  /** Runs with a document that equals the log, between two groups. Undefined: there is no such record. */
  look: <T>(work: (live: LiveDocument | undefined) => T | Promise<T>) => Promise<T>
  isIdle: () => boolean
}

/** As many pushes as one group takes; the rest is the next group. */
const maxGroup = 256

export function createRoom(caseId: CaseId, deps: RoomDeps): Room {
  const { load, drop } = createHolder(caseId, deps)
  let waiting: Waiting[] = []
  let looks: (() => Promise<void>)[] = []
  let isBusy = false

  const kick = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    try {
      while (looks.length > 0 || waiting.length > 0) {
        const now = looks
        looks = []
        for (const look of now) await look()
        const group = waiting.slice(0, maxGroup)
        waiting = waiting.slice(maxGroup)
        if (group.length > 0) await settle(group)
      }
    } finally {
      isBusy = false
    }
  }

  /** Flushes a group and answers everybody in it, whatever happens. @returns whether it could be saved */
  const settle = async (group: readonly Waiting[]): Promise<boolean> => {
    let outcome: GroupOutcome
    let isSaved = true
    try {
      const document = await load()
      outcome = document ? await flush(caseId, deps, document, group) : refuseAll(group, 'not-available')
    } catch (error) {
      drop(error)
      if (group.length > 1 && !isDatabaseAway(error)) return settleOneByOne(group)
      outcome = refuseAll(group, 'not-saved')
      isSaved = false
    }
    try {
      outcome.tell()
    } catch (error) {
      deps.failed(error, caseId)
    }
    for (const [push, answer] of outcome.answers) push.answer(answer)
    return isSaved
  }

  /** One push that the database does not take must not hold back the others of its group for ever. */
  const settleOneByOne = async (group: readonly Waiting[]): Promise<boolean> => {
    let failures = 0
    for (const push of group) {
      // It is not this or that push then: the rest is spared the tries.
      if (failures > 1) push.answer({ ok: false, why: 'not-saved' })
      else if (!(await settle([push]))) failures++
    }
    return failures === 0
  }

  const enqueue = (push: Omit<Waiting, 'answer'>): Promise<Ack<{ seq: Seq }>> =>
    new Promise((answer) => {
      waiting.push({ ...push, answer })
      void kick()
    })

  return {
    push: ({ member, session, socket, update }) =>
      enqueue({ member, session, socket, work: { is: 'bytes', update } }),
    edit: (member, edit) => enqueue({ member, work: { is: 'edit', edit } }),
    look: (work) =>
      new Promise((resolve, reject) => {
        looks.push(async () => {
          try {
            resolve(await work(await load()))
          } catch (error) {
            drop(error)
            reject(error)
          }
        })
        void kick()
      }),
    isIdle: () => !isBusy && waiting.length === 0 && looks.length === 0,
  }
}

type GroupOutcome = { answers: Map<Waiting, Ack<{ seq: Seq }>>; tell: () => void }

const refuseAll = (group: readonly Waiting[], why: Refusal): GroupOutcome => ({
  answers: new Map(group.map((push) => [push, { ok: false, why }])),
  tell: () => {},
})

/** One group, one transaction. @throws when it was not committed: then nothing of it is durable, and the document is dirty */
async function flush(
  caseId: CaseId,
  deps: RoomDeps,
  live: LiveDocument,
  group: readonly Waiting[],
): Promise<GroupOutcome> {
  const seal = await deps.sealOf(deps.db, caseId)
  const admitted: { push: Waiting; effect: Effect }[] = []
  const answers: GroupOutcome['answers'] = new Map()
  let afterCommit = () => {}

  const seq = await deps.db.transaction().execute(async (trx) => {
    const head = await lockHead(trx, caseId)
    if (!head || head.epoch !== live.epoch) throw new Error('the record began anew')
    if (head.seq > live.seq) await catchUp(trx, caseId, seal, live)
    const rights = await rightsOf(trx, deps, caseId, group)
    for (const push of group) {
      const verdict = admit(live, push, rights, deps, caseId)
      if (verdict.ok) admitted.push({ push, effect: verdict.effect })
      else answers.set(push, verdict)
    }
    const entries = perMember(admitted)
    if (entries.length === 0) return head.seq
    const newClients = new Map(
      admitted.flatMap(({ push, effect }) => effect.newClients.map((client) => [client, push.member])),
    )
    const reached = await append(trx, caseId, seal, head, entries, newClients)
    afterCommit = await deps.inSameTransaction(trx, { caseId, seal, changes: changesOf(admitted) })
    return reached
  })

  live.seq = seq
  for (const { push } of admitted) answers.set(push, { ok: true, seq })
  const effective = admitted.filter(({ effect }) => effect.update !== undefined)
  return {
    answers,
    tell: () => {
      if (effective.length === 0) return
      const update = mergeAll(effective.map(({ effect }) => effect.update!))
      const sockets = new Set(effective.map(({ push }) => push.socket))
      deps.fanOut(caseId, { update, seq }, sockets.size === 1 ? [...sockets][0] : undefined)
      afterCommit()
    },
  }
}

async function catchUp(
  trx: Transaction<Database>,
  caseId: CaseId,
  seal: CaseSeal,
  live: LiveDocument,
): Promise<void> {
  live.catchUp(await readLog(trx, caseId, seal, live.seq))
  for (const [client, member] of await readClients(trx, caseId)) live.owners.set(client, member)
}

type Rights = { levels: Awaited<ReturnType<typeof levelsIn>>; sessions: ReadonlySet<string> }

/** Asked inside the transaction that holds the head: no right can change until these pushes are written. */
async function rightsOf(
  trx: Transaction<Database>,
  deps: RoomDeps,
  caseId: CaseId,
  group: readonly Waiting[],
): Promise<Rights> {
  const members = [...new Set(group.map((push) => push.member))]
  const sessions = [...new Set(group.flatMap((push) => push.session ?? []))]
  return {
    levels: await levelsIn(trx, members, caseId),
    sessions: sessions.length > 0 ? await deps.liveSessions(trx, sessions) : new Set(),
  }
}

function admit(
  live: LiveDocument,
  push: Waiting,
  rights: Rights,
  deps: RoomDeps,
  caseId: CaseId,
): { ok: true; effect: Effect } | { ok: false; why: Refusal } {
  if (push.session !== undefined && !rights.sessions.has(push.session))
    return { ok: false, why: 'not-signed-in' }
  const standing = rights.levels.get(push.member) ?? { role: 'staff' as const, level: 'none' as const }
  const mayWrite = mayInCase(standing, 'write')
  if (push.work.is === 'bytes') {
    if (mayWrite) return live.admit(push.member, push.work.update)
    return { ok: false, why: standing.level === 'none' ? 'not-available' : 'read-only' }
  }
  const { edit } = push.work
  let why: Refusal | undefined
  const effect = live.write(push.member, deps.clientFor(caseId, push.member), (doc) => {
    why = edit(doc, mayWrite)
  })
  return why === undefined ? { ok: true, effect } : { ok: false, why }
}

/** One row a member: a deletion carries no clientID, so a row of several would forget who deleted. */
function perMember(admitted: readonly { push: Waiting; effect: Effect }[]): Entry[] {
  const updates = new Map<MemberId, Uint8Array[]>()
  for (const { push, effect } of admitted)
    if (effect.update) updates.set(push.member, [...(updates.get(push.member) ?? []), effect.update])
  return [...updates].map(([member, list]) => ({ member, update: mergeAll(list) }))
}

const changesOf = (admitted: readonly { push: Waiting; effect: Effect }[]): TaskChange[] =>
  admitted
    .filter(({ effect }) => effect.tasks.size > 0)
    .map(({ push, effect }) => ({ author: push.member, tasks: effect.tasks }))
