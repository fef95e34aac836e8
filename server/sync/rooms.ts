// The records that are open on this node. A room is kept while anybody is in it and a little longer; dropping one
// loses nothing, because the log is always complete.

import { randomInt } from 'node:crypto'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { createGroupCommit } from './group-commit.ts'
import { createRoom, type Room, type RoomDeps } from './room.ts'

/** A record that nobody has used this long is dropped from memory. */
const keepIdleMs = 60_000

export type Rooms = {
  of: (caseId: CaseId) => Room
  /** The record if it is in memory. */
  held: (caseId: CaseId) => Room | undefined
  close: () => void
}

/** Statements of the group commit under way at once. */
const lanes = 2

export function createRooms(
  deps: Omit<RoomDeps, 'clientFor' | 'forgetClients' | 'groupCommit'> & { clock: () => Date },
  isOpen: (caseId: CaseId) => boolean,
): Rooms {
  const rooms = new Map<CaseId, { room: Room; usedAt: number }>()
  const clients = createServerClients()
  const groupCommit = createGroupCommit(deps.db, deps.clock, lanes, deps.node)

  const sweep = setInterval(() => {
    const now = performance.now()
    for (const [caseId, entry] of rooms)
      if (!isOpen(caseId) && entry.room.isIdle() && now - entry.usedAt > keepIdleMs) rooms.delete(caseId)
  }, keepIdleMs / 4)
  sweep.unref()

  return {
    of(caseId) {
      const entry = rooms.get(caseId) ?? {
        room: createRoom(caseId, {
          ...deps,
          groupCommit,
          clientFor: clients.of,
          forgetClients: clients.forget,
        }),
        usedAt: 0,
      }
      entry.usedAt = performance.now()
      rooms.set(caseId, entry)
      return entry.room
    },
    held: (caseId) => rooms.get(caseId)?.room,
    close: () => clearInterval(sweep),
  }
}

/** Drawn per node start, case and member, and anew after a failed commit: a clock may never be used twice. */
function createServerClients() {
  const drawn = new Map<CaseId, Map<MemberId, number>>()
  return {
    of(caseId: CaseId, member: MemberId): number {
      const ofCase = drawn.get(caseId) ?? new Map<MemberId, number>()
      drawn.set(caseId, ofCase)
      const client = ofCase.get(member) ?? randomInt(1, 2 ** 32)
      ofCase.set(member, client)
      return client
    },
    forget: (caseId: CaseId): void => {
      drawn.delete(caseId)
    },
  }
}
