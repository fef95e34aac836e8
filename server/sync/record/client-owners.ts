// Whose clientID is whose in one record. It belongs to the member who wrote under it first, for ever; before its first word
// it may be claimed, so that everybody can be told of it.

import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'

/** Far more than the devices of a team open in an evening. */
const maxClaims = 10_000

/**
 * @param owners as they are written down; what is bound here is added
 * @param boundToday how many each member has begun to write under in the last day
 */
export function createClientOwners(
  owners: Map<number, MemberId>,
  boundToday: ReadonlyMap<MemberId, number> = new Map(),
) {
  const claims = new Map<number, MemberId>()
  const bound = new Map(boundToday)
  return {
    /** @returns false when it is somebody else's */
    claim: (member: MemberId, client: number): boolean => {
      const owner = owners.get(client) ?? claims.get(client)
      if (owner === undefined && claims.size < maxClaims) claims.set(client, member)
      return owner === undefined || owner === member
    },
    ownerFor: (member: MemberId) => (client: number) => {
      const claimant = claims.get(client)
      // One's own claim is still to be written down with the first row.
      return owners.get(client) ?? (claimant === member ? undefined : claimant)
    },
    /** @returns false when it is more than one person's pages can have drawn in a day; then none is bound */
    bind: (member: MemberId, clients: readonly number[]): boolean => {
      if (clients.length === 0) return true
      const count = (bound.get(member) ?? 0) + clients.length
      if (count > limits.maxNewClientsADay) return false
      bound.set(member, count)
      for (const client of clients) owners.set(client, member)
      return true
    },
  }
}
