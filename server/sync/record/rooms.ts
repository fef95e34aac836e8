// The records that are open on this node. A room is kept while anybody is in it and a little longer; dropping one
// loses nothing, because the log is always complete.

import { randomInt } from 'node:crypto'
import type { CaseId, MemberId } from '#shared/ids.ts'
import { createArchive } from './archive.ts'
import { chooseLeaving } from './eviction.ts'
import { createGroupCommit } from './group-commit.ts'
import { Pace } from './look-turns.ts'
import { createRoom, type Room, type RoomDeps } from './room.ts'

const sweepMs = 5_000

export type Rooms = {
  of: (caseId: CaseId) => Room
  /** The record if it is in memory. */
  held: (caseId: CaseId) => Room | undefined
  /** How many are in memory, and what they take of it, about. */
  load: () => { records: number; bytes: number }
  close: () => Promise<void>
}

/** Statements of the group commit under way at once. */
const lanes = 2

export function createRooms(
  deps: Omit<RoomDeps, 'clientFor' | 'forgetClients' | 'groupCommit' | 'archive' | 'pace'> & {
    clock: () => Date
  },
  isOpen: (caseId: CaseId) => boolean,
): Rooms {
  const rooms = new Map<CaseId, { room: Room; usedAt: number }>()
  const clients = createServerClients()
  const groupCommit = createGroupCommit(deps.db, deps.clock, lanes, deps.node, deps.committed)

  const archive = createArchive(deps)
  const pace = new Pace()

  const sweep = setInterval(() => {
    const held = [...rooms].map(([caseId, { room, usedAt }]) => ({
      caseId,
      usedAt,
      bytes: room.bytes(),
      mayLeave: !isOpen(caseId) && room.isIdle(),
    }))
    for (const caseId of chooseLeaving(held, performance.now())) rooms.delete(caseId)
  }, sweepMs)
  sweep.unref()

  return {
    of(caseId) {
      const entry = rooms.get(caseId) ?? {
        room: createRoom(caseId, {
          ...deps,
          archive,
          groupCommit,
          pace,
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
    load: () => ({
      records: rooms.size,
      bytes: [...rooms.values()].reduce((sum, { room }) => sum + room.bytes(), 0),
    }),
    close: () => {
      clearInterval(sweep)
      return archive.close()
    },
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
