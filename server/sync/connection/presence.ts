// Who is in a record and where. Clients send a small typed message, never awareness for relay; the server stamps
// member and name. Latest state per socket, first at once, then one frame per record and 100 ms (more in a full room), never volatile:
// a dropped last position would leave a caret in the wrong place. Never stored. People on other nodes stand beside
// ours under their node's name; each node tells of its own only.

import type { CaseId, MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Cursor, Place, Present, Question } from '#shared/protocol/events.ts'

export type Where = {
  question?: Question
  cursor?: Cursor
  place?: Place
  isAdding?: true
  isAway?: true
}
/** `node` is undefined for our own. */
type Entry = { present: Present; node?: string }
/** One of our own sockets as it is now; null: it is out of the record. */
export type Change = { socket: string; present: Present | null }

export type Presence = {
  enter: (
    caseId: CaseId,
    who: { socket: string; member: MemberId; name: string; client: number; place?: Place },
  ) => void
  move: (caseId: CaseId, socket: string, where: Where) => void
  leave: (caseId: CaseId, socket: string) => void
  listOf: (caseId: CaseId) => Present[]
  /** Our own sockets in a record. */
  own: (caseId: CaseId) => Change[]
  /** What another node tells of one of its sockets. */
  elsewhere: (caseId: CaseId, node: string, change: Change) => void
  /** Another node is gone, or all are. */
  forgetNode: (node?: string) => void
  /** Somebody elsewhere who may not be in the record any more. */
  forgetMember: (caseId: CaseId, member: MemberId) => void
  /** Records with anybody of ours in them. */
  openCases: () => CaseId[]
  close: () => void
}

export type PresenceDeps = {
  send: (caseId: CaseId, present: Present[]) => void
  /** Our own that changed since the last frame, for the other nodes. */
  tellNodes: (caseId: CaseId, changes: readonly Change[]) => void
  /** Somebody's first device came, or their last one went. */
  peopleChanged: (caseId: CaseId) => void
}

export function createPresence({ send, tellNodes, peopleChanged }: PresenceDeps): Presence {
  const rooms = new Map<CaseId, Map<string, Entry>>()
  const frames = createFrames((caseId) => {
    const list = listOf(caseId)
    send(caseId, list)
    return list.length
  })
  const untold = new Map<CaseId, Map<string, Change>>()

  const listOf = (caseId: CaseId): Present[] =>
    [...(rooms.get(caseId)?.values() ?? [])].map(({ present }) => present)

  const put = (caseId: CaseId, key: string, entry: Entry | null): void => {
    const room = rooms.get(caseId) ?? new Map<string, Entry>()
    const before = room.get(key)
    if (entry === null) {
      if (!room.delete(key)) return
    } else if (room.size < limits.maxPresent || before) room.set(key, entry)
    if (room.size > 0) rooms.set(caseId, room)
    else rooms.delete(caseId)
    frames.due(caseId)
    const moved = before ? entry === null && before : entry
    if (moved && !isThereOtherwise(room, key, moved)) peopleChanged(caseId)
  }
  const nodes = createFrames((caseId) => {
    const changes = untold.get(caseId)
    untold.delete(caseId)
    if (changes) tellNodes(caseId, [...changes.values()])
    return changes?.size ?? 0
  })
  const putOwn = (caseId: CaseId, socket: string, present: Present | null): void => {
    if (present === null && !rooms.get(caseId)?.has(socket)) return
    put(caseId, socket, present && { present })
    untold.set(caseId, (untold.get(caseId) ?? new Map()).set(socket, { socket, present }))
    nodes.due(caseId)
  }
  const forget = (isGone: (entry: Entry, caseId: CaseId) => boolean): void => {
    for (const [caseId, room] of rooms)
      for (const [key, entry] of room) if (entry.node && isGone(entry, caseId)) put(caseId, key, null)
  }

  return {
    enter: (caseId, { socket, ...present }) => putOwn(caseId, socket, present),
    move(caseId, socket, where) {
      const entry = rooms.get(caseId)?.get(socket)
      if (entry) putOwn(caseId, socket, movedTo(entry.present, where))
    },
    leave: (caseId, socket) => putOwn(caseId, socket, null),
    listOf,
    own: (caseId) =>
      [...(rooms.get(caseId) ?? [])].flatMap(([socket, { present, node }]) =>
        node === undefined ? [{ socket, present }] : [],
      ),
    elsewhere: (caseId, node, { socket, present }) =>
      put(caseId, `${node} ${socket}`, present && { present, node }),
    forgetNode: (gone) => forget(({ node }) => gone === undefined || node === gone),
    forgetMember: (of, member) => forget(({ present }, caseId) => caseId === of && present.member === member),
    openCases: () =>
      [...rooms]
        .filter(([, room]) => [...room.values()].some(({ node }) => node === undefined))
        .map(([caseId]) => caseId),
    close() {
      frames.close()
      nodes.close()
    },
  }
}

/** What it was before is said no more. */
const movedTo = (
  { member, name, client }: Present,
  { place, question, cursor, isAdding, isAway }: Where,
): Present => ({
  ...{ member, name, client },
  ...(place && { place }),
  ...(question && { question }),
  ...(cursor && { cursor }),
  ...(isAdding && { isAdding }),
  ...(isAway && { isAway }),
})

/** Whether somebody has another device in the room. */
const isThereOtherwise = (room: ReadonlyMap<string, Entry>, key: string, { present }: Entry): boolean =>
  [...room].some(([other, one]) => other !== key && one.present.member === present.member)

/**
 * At once, then at most every 100 ms for each record, in a full room less often; the last one always comes.
 * @param send answers how many it told of
 */
function createFrames(send: (caseId: CaseId) => number) {
  const timers = new Map<CaseId, NodeJS.Timeout>()
  const again = new Set<CaseId>()
  const due = (caseId: CaseId): void => {
    if (timers.has(caseId)) {
      again.add(caseId)
      return
    }
    const restMs = Math.max(limits.presenceFrameMs, send(caseId) * limits.presenceRestMsEach)
    const rest = () => {
      timers.delete(caseId)
      if (again.delete(caseId)) due(caseId)
    }
    timers.set(caseId, setTimeout(rest, Math.min(restMs, limits.presenceRestMs)))
  }
  const close = (): void => {
    for (const timer of timers.values()) clearTimeout(timer)
    timers.clear()
  }
  return { due, close }
}
