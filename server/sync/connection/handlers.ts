// What each ask of a client comes to. Rights are asked where they count: in the join, and in the flush of a push.

import type { CaseId, Seq } from '#shared/ids.ts'
import type { Ack } from '#shared/protocol/events.ts'
import type { AskOf } from '#shared/protocol/parse.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import type { Context } from './context.ts'
import { isReadableCursor } from './cursor.ts'
import { join } from './join.ts'
import { type Handlers, isIn, type LiveSocket } from './socket.ts'

/** @param context there once the first client may ask */
export const createHandlers = (context: () => Context): Handlers => ({
  'record:join': (socket, ask) => join(context(), socket, ask),
  'record:push': (socket, ask) => push(context(), socket, ask),
  'record:presence': (socket, ask) => move(context(), socket, ask),
  'record:leave': async (socket, ask) => leave(context(), socket, ask.case),
  'task:delivered': async (socket, ask) =>
    (await context().deps.delivered(socket.data.actor.member, ask.case, ask.task))
      ? { ok: true }
      : refuse('not-available'),
})

async function push(
  { rooms, oldClients }: Context,
  socket: LiveSocket,
  { case: caseId, update }: AskOf<'record:push'>,
): Promise<Ack<{ seq: Seq }>> {
  // Nothing is written before the join has finished: that is also what tells the client apart from a stale one.
  if (!isIn(socket, caseId)) return refuse('missing-history')
  if (oldClients.has(socket)) return refuse('old-client')
  const { member, session } = socket.data.actor
  return await rooms.of(caseId).push({ member, session, socket: socket.id, update })
}

async function move(
  { presence }: Context,
  socket: LiveSocket,
  ask: AskOf<'record:presence'>,
): Promise<Ack<object>> {
  if (!isIn(socket, ask.case)) return refuse('missing-history')
  if (ask.cursor && !isReadableCursor(ask.cursor)) return refuse('malformed')
  presence.move(ask.case, socket.id, ask)
  return { ok: true }
}

function leave({ presence, audience }: Context, socket: LiveSocket, caseId: CaseId): Ack<object> {
  audience.leave(caseId, socket)
  presence.leave(caseId, socket.id)
  return { ok: true }
}
