// Out of a record: whose rights ended is put out at once, whose rights changed joins anew.

import type { CaseId, MemberId } from '#shared/ids.ts'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { levelsIn } from '../../case/rights.ts'
import type { Context } from './context.ts'
import { type LiveSocket, rooms as names } from './socket.ts'

/** Puts out the sockets of members whose rights in the case ended, and lets those whose rights changed join anew. */
export async function revoke(context: Context, caseId: CaseId, members: readonly MemberId[]): Promise<void> {
  const { io, deps, rightsVersion } = context
  rightsVersion.set(caseId, (rightsVersion.get(caseId) ?? 0) + 1)
  if (members.length === 0) return
  // Fails closed: who cannot be judged now is put out all the same, and judged when they join again.
  const levels = await levelsIn(deps.db, members, caseId).catch((error) => {
    deps.failed(error)
    return undefined
  })
  for (const member of members)
    for (const id of io.sockets.adapter.rooms.get(names.ofMember(member)) ?? []) {
      const socket = io.sockets.sockets.get(id)
      if (!socket?.rooms.has(names.ofRecord(caseId))) continue
      putOut(context, socket, caseId, !levels || levels.has(member) ? 'missing-history' : 'not-available')
    }
}

/** The record is not what those in it have joined: all of them join anew. */
export function putAllOut(context: Context, caseId: CaseId): void {
  for (const id of [...(context.io.sockets.adapter.rooms.get(names.ofRecord(caseId)) ?? [])]) {
    const socket = context.io.sockets.sockets.get(id)
    if (socket) putOut(context, socket, caseId, 'missing-history')
  }
}

function putOut({ audience, presence }: Context, socket: LiveSocket, caseId: CaseId, why: Refusal): void {
  audience.leave(caseId, socket)
  presence.leave(caseId, socket.id)
  socket.emit('record:closed', { case: caseId, why })
}
