// Honest typists and somebody hostile in one record after another, all drawn from one seed. What was pushed is kept, so that
// what goes wrong can be pushed again without any of them.

import type { MemberId } from '../../shared/ids.ts'
import { createRandom, type Random } from '../helpers/seeded-work.ts'
import { Typist } from './honest.ts'
import { hostile } from './hostile.ts'
import { inAnotherOrder } from './orders.ts'
import { Diverged, type Group, type Push, Replicas } from './replicas.ts'

export type Tally = { pushes: number; hostileTaken: number; hostileRefused: number; honestRefused: number }
export type Found = { why: string; groups: Group[] }

/** A record is short: what is compared after every group is all of it. */
const groupsARecord = 40

const mallory = '0c7f6f0a-6a15-4e55-8f5e-1f6b2f7f9c33' as MemberId
const people = ['9b2de3c0-51c8-4d0f-8b0a-3a4a1e0d3b22', '3f0c2d61-7c1b-4c8f-9d55-6b1f0a2e4d77'] as MemberId[]

/** @returns how it went, and what went wrong first, if anything */
export function play(seed: number, wanted: number): Tally & { found?: Found } {
  const random = createRandom(seed)
  const tally: Tally = { pushes: 0, hostileTaken: 0, hostileRefused: 0, honestRefused: 0 }
  while (tally.pushes < wanted) {
    const record = new Game(random, tally)
    const why = record.play()
    if (why !== undefined) return { ...tally, found: { why, groups: record.groups } }
  }
  return tally
}

class Game {
  readonly groups: Group[] = []
  readonly #random: Random
  readonly #tally: Tally
  readonly #replicas = new Replicas()
  readonly #typists: Typist[]
  /** Some below and some above the typists', because the smaller one stands on the left. */
  readonly #hostileClients: number[]
  readonly #seen: Uint8Array[] = []
  readonly #frames: Uint8Array[] = []

  constructor(random: Random, tally: Tally) {
    this.#random = random
    this.#tally = tally
    this.#typists = people.map((member, at) => new Typist(member, 100 * (at + 1) + random.below(50)))
    this.#hostileClients = [1 + random.below(90), 160 + random.below(30), 300 + random.below(90)].sort(
      () => random.next() - 0.5,
    )
  }

  play(): string | undefined {
    try {
      for (let step = 0; step < groupsARecord; step++) this.#step()
      for (const typist of [...this.#typists, ...this.#typists]) {
        typist.awayFor = 0
        this.#push(this.#flightsOf(typist))
      }
      for (const typist of this.#typists) this.#tell(typist)
      for (const typist of this.#typists)
        this.#replicas.expectSame(typist.doc, 'a typist', { isReadOnly: true })
      this.#replicas.expectAllSame((rows) => inAnotherOrder(rows, this.#random))
      return undefined
    } catch (error) {
      if (error instanceof Diverged) return error.message
      throw error
    }
  }

  #step(): void {
    const group: Push[] = []
    for (const typist of this.#typists) {
      if (this.#random.below(2)) typist.act(people, this.#random)
      if (typist.awayFor > 0) typist.awayFor -= 1
      else if (this.#random.below(30) === 0) typist.awayFor = this.#random.below(15)
      else group.push(...this.#flightsOf(typist))
    }
    const shots = 1 + this.#random.below(3)
    for (let shot = 0; shot < shots; shot++)
      group.push({
        member: mallory,
        update: hostile(this.#replicas.live.doc, this.#hostileClients, this.#seen, this.#random),
      })
    this.#push(group.sort(() => this.#random.next() - 0.5))
  }

  #flightsOf({ queue, member }: Typist): Push[] {
    const flight = queue.next()
    if (!flight || flight === 'too-big') return []
    queue.landed(flight)
    this.#seen.push(flight.update)
    return [{ member, update: flight.update }]
  }

  #push(group: Group): void {
    if (group.length === 0) return
    this.groups.push(group)
    this.#tally.pushes += group.length
    const { refusals, frame } = this.#replicas.push(group)
    for (const [at, { member }] of group.entries()) {
      const isRefused = refusals[at] !== undefined
      if (member !== mallory) this.#tally.honestRefused += isRefused ? 1 : 0
      else if (isRefused) this.#tally.hostileRefused += 1
      else this.#tally.hostileTaken += 1
      if (isRefused && member !== mallory) throw new Diverged(`somebody honest was refused: ${refusals[at]}`)
    }
    if (frame) this.#frames.push(frame)
    for (const typist of this.#typists) if (typist.awayFor === 0) this.#tell(typist)
  }

  #tell(typist: Typist): void {
    for (const frame of this.#frames.slice(typist.heard))
      if (!typist.hear(frame)) throw new Diverged('a typist lost the thread')
    typist.heard = this.#frames.length
  }
}
