// Into a record: asked now, answered between two groups.

import * as Y from 'yjs'
import { mayInCase } from '#shared/access/rules.ts'
import type { Level } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import type { Ack, JoinAnswer, Present } from '#shared/protocol/events.ts'
import type { AskOf } from '#shared/protocol/parse.ts'
import { refuse } from '#shared/protocol/refusals.ts'
import { oldestWriting } from '#shared/record/schema.ts'
import type { StateVector } from '../record/encoded.ts'
import type { Context } from './context.ts'
import { exact, exactCursor } from './exact.ts'
import type { LiveSocket } from './socket.ts'

/** So often rights may change under one join; then the client is told to ask anew after a pause. */
const mostTries = 5

/**
 * Answers what the client lacks and puts the socket into the record, in one tick, after loading has finished.
 * A change of rights that happens meanwhile is noticed by its version, and the question asked again.
 */
export async function join(
  context: Context,
  socket: LiveSocket,
  ask: AskOf<'record:join'>,
): Promise<Ack<JoinAnswer>> {
  const { deps, queries, rooms, presence, audience, rightsVersion } = context
  const { actor, rateLimit } = socket.data
  const { member, name } = actor
  for (let tries = 0; tries < mostTries; tries++) {
    const version = rightsVersion.get(ask.case) ?? 0
    const level = await standingOf(context, socket, ask.case)
    if (level === 'signed-out') return refuse('not-signed-in')
    if (level === 'none') return refuse('not-available')
    await deps.looked(member, ask.case)
    const facts = (await queries.facts(ask.case)) ?? []
    const answer = await rooms.of(ask.case).look(async (live) => {
      if (!live) return refuse('not-available')
      if (version !== (rightsVersion.get(ask.case) ?? 0) || !socket.connected) return undefined
      // From here to the end of this tick nothing is awaited: no frame can slip in between.
      const beganMs = performance.now()
      const isSameEpoch = ask.epoch === undefined || ask.epoch === live.epoch
      const since = isSameEpoch ? readVector(ask.stateVector) : undefined
      if (isSameEpoch && since === undefined && ask.stateVector.byteLength > 0) return refuse('malformed')
      const isOld = (ask.schema ?? 1) < (deps.oldestWriting ?? oldestWriting)
      if (isOld) context.oldClients.add(socket)
      const [update, stateVector] = [exact(live.encode(since)), exact(live.stateVector())]
      rateLimit.paidJoin(performance.now() - beganMs + update.byteLength / bytesAMs)
      audience.enter(ask.case, socket)
      context.opened(ask.case)
      presence.enter(ask.case, {
        socket: socket.id,
        member,
        name,
        client: ask.client && live.claim(member, ask.client) ? ask.client : 0,
        ...(ask.place && { place: ask.place }),
      })
      return {
        ok: true as const,
        update,
        stateVector,
        seq: live.seq,
        epoch: live.epoch,
        mayWrite: level !== 'read' && !isOld && !live.damage,
        ...(isOld && { isOld: true as const }),
        ...(live.damage && { damaged: true as const }),
        facts,
        present: presentAtJoin(presence.listOf(ask.case)),
      }
    })
    if (answer) return answer
    if (!socket.connected) return refuse('not-signed-in')
  }
  return refuse('not-saved')
}

/** What an answer takes besides its encoding: it is copied into a message, and out. */
const bytesAMs = 250_000

/** In a full room the list comes with the next frame, which is one for all, and not once more for each. */
const presentAtJoin = (list: readonly Present[]): Present[] =>
  list.length > limits.maxPresentInJoin ? [] : list.map(exactCursor)

/** A state vector that can be read; the bytes come from outside. */
function readVector(bytes: Uint8Array): StateVector | undefined {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    return undefined
  }
}

/** The member's level now; where the case is closed, everybody reads. */
async function standingOf(
  { queries }: Context,
  socket: LiveSocket,
  caseId: CaseId,
): Promise<Level | 'none' | 'signed-out'> {
  const { member, session } = socket.data.actor
  const [isAlive, standings] = await Promise.all([queries.session(session), queries.standings(caseId)])
  if (!isAlive) {
    socket.disconnect(true)
    return 'signed-out'
  }
  const standing = standings?.levels.get(member)
  if (!standing || !mayInCase(standing, 'read')) return 'none'
  return standing.isClosed ? 'read' : standing.level
}
