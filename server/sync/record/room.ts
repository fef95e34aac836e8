// One record at work. Pushes wait for their turn, a group of them takes the road (flush.ts), and everybody is answered.
// Group commit without a timer: the first push starts at once, what arrives meanwhile is the next group. Whoever wants
// to look at the document waits for the end of a group, so that nobody is shown what is not durable.

import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import { type Refusal, refuse } from '#shared/protocol/refusals.ts'
import type { RidingRows } from '../platform/bus.ts'
import { isDatabaseAway } from '../platform/db.ts'
import { createFlush, type FlushDeps, type Outcome } from './flush.ts'
import { createHolder, type HolderDeps } from './holder.ts'
import type { LiveDocument } from './live-document.ts'
import type { OnBehalf } from './on-behalf.ts'
import { PushTurns, type Waiting } from './push-turns.ts'
import { RiddenRows } from './ridden-rows.ts'

export type RoomDeps = FlushDeps & HolderDeps

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
  /** Another node has written up to `seq`: those rows are taken in and told here, unless they are known. */
  behind: (seq: Seq, log?: RidingRows) => void
  isIdle: () => boolean
  /** About what its document takes of this process's memory. */
  bytes: () => number
}

export function createRoom(caseId: CaseId, deps: RoomDeps): Room {
  const holder = createHolder(caseId, deps)
  const { flush, catchUp } = createFlush(caseId, deps)
  const settle = createSettling(caseId, deps, holder, flush)
  const turns = new PushTurns()
  const ridden = new RiddenRows()
  let looks: (() => Promise<void>)[] = []
  /** As far as other nodes are known to have written. */
  let wanted: Seq = 0
  let isBusy = false

  /** Where nobody has it open here, nothing is missed: whoever opens it reads everything. */
  const findBehind = (): LiveDocument | undefined => {
    const held = holder.held()
    return held && !held.damage && held.seq < wanted ? held : undefined
  }
  const readOn = async (live: LiveDocument): Promise<void> => {
    const asked = wanted
    try {
      const from = await catchUp(live, ridden)
      // What is not there is of another life of the record, which the next join looks at.
      if (from === 'read' && wanted === asked && live.seq < asked) wanted = live.seq
    } catch (error) {
      holder.drop(error)
    }
  }
  const kick = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    try {
      while (looks.length > 0 || !turns.isEmpty || findBehind()) {
        const behind = findBehind()
        if (behind) await readOn(behind)
        const now = looks
        looks = []
        if (now.length > 0) await holder.refresh()
        for (const look of now) await look()
        const group = turns.take()
        if (group.length > 0) turns.putBack((await settle(group)).later)
      }
    } finally {
      isBusy = false
    }
  }
  const look: Room['look'] = (work) =>
    new Promise((resolve, reject) => {
      looks.push(async () => {
        try {
          resolve(await work(await holder.load()))
        } catch (error) {
          holder.drop(error)
          reject(error)
        }
      })
      void kick()
    })
  const enqueue: PushTurns['add'] = (push) => {
    const answer = turns.add({ ...push, epoch: holder.epoch() })
    void kick()
    return answer
  }
  return {
    push: ({ update, ...from }) => enqueue({ ...from, work: { is: 'bytes', update } }),
    edit: (member, edit) => enqueue({ member, work: { is: 'edit', edit } }),
    look,
    behind: (seq, log) => {
      wanted = Math.max(wanted, seq)
      if (!findBehind()) return
      if (log) ridden.keep(seq, log)
      void kick()
    },
    isIdle: () => !isBusy && turns.isEmpty && looks.length === 0,
    bytes: holder.bytes,
  }
}

/** What came of a group: whether it could be saved, and those who had no time in it. */
type Settled = { isSaved: boolean; later: readonly Waiting[] }

/** @returns a function that flushes a group and answers everybody in it, whatever happens */
function createSettling(
  caseId: CaseId,
  deps: RoomDeps,
  { load, drop }: ReturnType<typeof createHolder>,
  flush: ReturnType<typeof createFlush>['flush'],
) {
  const settle = async (group: readonly Waiting[]): Promise<Settled> => {
    let outcome: Outcome | undefined
    let why: Refusal = 'not-available'
    try {
      const live = await load()
      const pushes = group.map(({ push }) => push)
      if (live) outcome = await flush(live, pushes)
    } catch (error) {
      drop(error)
      if (group.length > 1 && !isDatabaseAway(error)) return settleOneByOne(group)
      why = 'not-saved'
    }
    if (outcome?.isStale) drop()
    tell(outcome)
    const later: Waiting[] = []
    for (const one of group) {
      const answer = outcome ? outcome.answers.get(one.push) : refuse(why)
      if (answer) one.answer(answer)
      else later.push(one)
    }
    return { isSaved: why !== 'not-saved', later }
  }

  const tell = (outcome: Outcome | undefined): void => {
    try {
      outcome?.tell()
    } catch (error) {
      deps.failed(error, caseId)
    }
  }

  /** One push that the database does not take must not hold back the others of its group for ever. */
  const settleOneByOne = async (group: readonly Waiting[]): Promise<Settled> => {
    let failures = 0
    const later: Waiting[] = []
    for (const one of group) {
      // It is not this or that push then: the rest is spared the tries.
      if (failures > 1) one.answer(refuse('not-saved'))
      else {
        const settled = await settle([one])
        later.push(...settled.later)
        if (!settled.isSaved) failures++
      }
    }
    return { isSaved: failures === 0, later }
  }
  return settle
}
