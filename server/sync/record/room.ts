// One record at work. Pushes wait for their turn, a group of them goes the write path (flush.ts), and everybody is answered.
// Group commit without a timer: the first push starts at once, what arrives meanwhile is the next group. Whoever wants
// to look at the document waits for the end of a group, so that nobody is shown what is not durable, and looks rest now
// and then, so that no push waits for all of them (look-turns.ts).

import type { CaseId, MemberId, Seq } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import type { Piggyback } from '../../platform/bus.ts'
import { createFlush, type FlushDeps } from './flush.ts'
import { createHolder, type HolderDeps } from './holder.ts'
import type { LiveDocument } from './live-document.ts'
import { LookTurns, type Pace } from './look-turns.ts'
import type { OnBehalf } from './on-behalf.ts'
import { PiggybackedRows } from './piggybacked-rows.ts'
import { PushTurns } from './push-turns.ts'
import { createSettling, type SettlingDeps } from './settling.ts'

export type RoomDeps = FlushDeps &
  HolderDeps &
  SettlingDeps & {
    /** How much of the process looks may take, over all rooms. */
    pace: Pace
  }

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
  behind: (seq: Seq, log?: Piggyback) => void
  isIdle: () => boolean
  /** About what its document takes of this process's memory. */
  bytes: () => number
}

export function createRoom(caseId: CaseId, deps: RoomDeps): Room {
  const holder = createHolder(caseId, deps)
  const { flush, catchUp } = createFlush(caseId, deps)
  const settle = createSettling(caseId, deps, holder, flush)
  const looks = new LookTurns(deps.pace)
  const turns = new PushTurns()
  const piggybacked = new PiggybackedRows()
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
      const from = await catchUp(live, piggybacked)
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
      while (looks.isDue || !turns.isEmpty || findBehind()) {
        const behind = findBehind()
        if (behind) await readOn(behind)
        if (looks.isDue) await looks.answer(holder.refresh)
        const group = turns.take()
        if (group.length > 0) turns.putBack((await settle(group)).later)
      }
    } finally {
      isBusy = false
    }
    looks.whenRested(() => void kick())
  }
  const look: Room['look'] = (work) =>
    new Promise((resolve, reject) => {
      looks.add(async () => {
        try {
          const live = await holder.load()
          resolve(await looks.timed(() => work(live)))
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
      if (log) piggybacked.keep(seq, log)
      void kick()
    },
    isIdle: () => !isBusy && turns.isEmpty && looks.isEmpty,
    bytes: holder.bytes,
  }
}
