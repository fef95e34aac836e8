// Whose clientID is whose in one record. It belongs to the member who wrote under it first, for ever; before its first word
// it may be claimed, so that everybody can be told of it.

import type { MemberId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'

/** Claims of one member that nothing was written under yet, more than anybody has pages open; the oldest goes. */
const maxClaimsEach = 200

/**
 * @param owners as they are written down; what is bound here is added
 * @param boundToday how many each member has begun to write under in the last day
 */
export function createClientOwners(
  owners: Map<number, MemberId>,
  boundToday: ReadonlyMap<MemberId, number> = new Map(),
) {
  const claims = new Map<number, MemberId>()
  /** By member, the oldest first: whoever claims in a loop forgets their own, never another's. */
  const ofMember = new Map<MemberId, Set<number>>()
  const bound = new Map(boundToday)
  const forget = (own: Set<number> | undefined, client: number): void => {
    if (own?.delete(client)) claims.delete(client)
  }
  return {
    /** @returns false when it is somebody else's */
    claim: (member: MemberId, client: number): boolean => {
      const owner = owners.get(client) ?? claims.get(client)
      if (owner !== undefined) return owner === member
      const own = ofMember.get(member) ?? new Set()
      if (own.size >= maxClaimsEach) forget(own, own.keys().next().value!)
      ofMember.set(member, own.add(client))
      claims.set(client, member)
      return true
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
      for (const client of clients) {
        owners.set(client, member)
        forget(ofMember.get(member), client)
      }
      return true
    },
  }
}
