// Who asks: the signed-in member behind a request or a socket, as the database says at this moment. Never kept.

import type { Role } from '#shared/http/people.ts'
import type { EventId, MemberId } from '#shared/ids.ts'

export type Actor = {
  member: MemberId
  name: string
  /** As it counts: `staff` until a chair has confirmed who this is. */
  role: Role
  /** 1-8: which presence colour. */
  colour: number
  event: EventId
  /** The session's id, not its token. */
  session: string
  /** When this session last gave its password. */
  provedAt: Date
  /** When this session ends by itself. */
  expiresAt: Date
}
