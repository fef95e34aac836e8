// Who is in a record and where. Clients send a small typed message, never awareness for relay; the server stamps
// member and name. Latest state per socket, first at once, then one frame per record and 100 ms, never volatile:
// a dropped last position would leave a caret in the wrong place.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Cursor, Place, Present, Question } from '#shared/protocol/events.ts'

export type Where = { question?: Question; cursor?: Cursor; place?: Place }
type Entry = Present & { socket: string }

export type Presence = {
  enter: (
    caseId: CaseId,
    who: { socket: string; member: MemberId; name: string; client: number; place: Place },
  ) => void
  move: (caseId: CaseId, socket: string, where: Where) => void
  leave: (caseId: CaseId, socket: string) => void
  listOf: (caseId: CaseId) => Present[]
  close: () => void
}

export function createPresence(send: (caseId: CaseId, present: Present[]) => void): Presence {
  const rooms = new Map<CaseId, Map<string, Entry>>()
  const timers = new Map<CaseId, NodeJS.Timeout>()
  const changedMeanwhile = new Set<CaseId>()

  const listOf = (caseId: CaseId): Present[] =>
    [...(rooms.get(caseId)?.values() ?? [])].map(({ socket: _, ...present }) => present)

  const tell = (caseId: CaseId): void => {
    if (timers.has(caseId)) {
      changedMeanwhile.add(caseId)
      return
    }
    send(caseId, listOf(caseId))
    timers.set(
      caseId,
      setTimeout(() => {
        timers.delete(caseId)
        if (changedMeanwhile.delete(caseId)) tell(caseId)
      }, limits.presenceFrameMs),
    )
  }

  return {
    enter(caseId, who) {
      const room = rooms.get(caseId) ?? new Map<string, Entry>()
      rooms.set(caseId, room.set(who.socket, who))
      tell(caseId)
    },
    move(caseId, socket, { question, cursor, place }) {
      const entry = rooms.get(caseId)?.get(socket)
      if (!entry) return
      const { question: _q, cursor: _c, ...rest } = entry
      const moved = {
        ...rest,
        ...(place && { place }),
        ...(question && { question }),
        ...(cursor && { cursor }),
      }
      rooms.get(caseId)?.set(socket, moved)
      tell(caseId)
    },
    leave(caseId, socket) {
      const room = rooms.get(caseId)
      if (!room?.delete(socket)) return
      if (room.size === 0) rooms.delete(caseId)
      tell(caseId)
    },
    listOf,
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
