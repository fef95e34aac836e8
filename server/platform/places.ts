// Who has a place when it gets crowded. Strangers have so many for each address and so many together; when these are
// taken, the one of them who has been useless longest goes, never a member. A member's places are their own.
// At a venue everybody shares one address, and so do those who only want to fill it.

/** Somebody with a place. Whoever `isBusy` is being answered, and goes last. */
export type Guest = { isBusy: boolean }

export type PlaceLimits = { perAddress: number; perMember: number; strangers: number }

export type Places<G extends Guest> = {
  /** A stranger from there, until known. Without an address: a proxy's connection that nobody has spoken on yet. */
  asStranger(guest: G, address: string | undefined): void
  /** @returns false when this member has all their places: then the guest stays what they were */
  asMember(guest: G, member: string): boolean
  leave(guest: G): void
  /** Whether strangers from there have to go for others. */
  isFull(address: string): boolean
}

/** @param letGo ends a guest's connection; `leave` is called for them before */
export function createPlaces<G extends Guest>(most: PlaceLimits, letGo: (guest: G) => void): Places<G> {
  const strangers = new Map<string, Set<G>>()
  const members = new Map<string, Set<G>>()
  const seats = new Map<G, { among: Map<string, Set<G>>; key: string }>()
  let strangersInAll = 0

  const leave = (guest: G): void => {
    const seat = seats.get(guest)
    if (!seat) return
    seats.delete(guest)
    const group = seat.among.get(seat.key)!
    group.delete(guest)
    if (group.size === 0) seat.among.delete(seat.key)
    if (seat.among === strangers) strangersInAll -= 1
  }
  const sit = (guest: G, among: Map<string, Set<G>>, key: string): Set<G> => {
    leave(guest)
    const group = among.get(key) ?? new Set()
    among.set(key, group)
    group.add(guest)
    seats.set(guest, { among, key })
    if (among === strangers) strangersInAll += 1
    return group
  }
  const makeRoom = (group: ReadonlySet<G>, newcomer: G): void => {
    const goes = firstUseless(group, newcomer)
    if (!goes) return
    leave(goes)
    letGo(goes)
  }
  return {
    asStranger(guest, address = '') {
      const group = sit(guest, strangers, address)
      // A proxy's connections are bounded by the proxy, and all together.
      if (address !== '' && group.size > most.perAddress) makeRoom(group, guest)
      if (strangersInAll > most.strangers) makeRoom(largestOf(strangers), guest)
    },
    asMember(guest, member) {
      const group = members.get(member)
      if (group?.has(guest)) return true
      if (group && group.size >= most.perMember) return false
      sit(guest, members, member)
      return true
    },
    leave,
    isFull: (address) => (strangers.get(address)?.size ?? 0) >= most.perAddress,
  }
}

/** The oldest that nobody is answering; where all are answered, the oldest. */
function firstUseless<G extends Guest>(group: ReadonlySet<G>, but: G): G | undefined {
  let oldest: G | undefined
  for (const guest of group) {
    if (guest === but) continue
    if (!guest.isBusy) return guest
    oldest ??= guest
  }
  return oldest
}

function largestOf<G>(groups: ReadonlyMap<string, Set<G>>): Set<G> {
  let largest: Set<G> = new Set()
  for (const group of groups.values()) if (group.size > largest.size) largest = group
  return largest
}
