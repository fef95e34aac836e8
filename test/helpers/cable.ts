// A network cable on loopback, between a client and a running house or between a house and its database. It can be cut,
// mended, frozen, slow, lossy, and made to lose what the far end says. Bytes come in order or not at all, as with TCP: a
// lost packet is one that comes late, and holds up what is behind it.

import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

/** How the bytes travel, each way. */
export type Line = {
  delayMs: number
  /** Added to the delay, from nothing to this. */
  jitterMs: number
  /** The share of packets that are lost and sent again, 0 to 1. */
  loss: number
  /** How much later a lost packet comes. */
  resentAfterMs: number
  random: () => number
}

export type Cable = {
  url: string
  port: number
  /** Every connection breaks, and none comes about until it is mended. */
  cut: () => void
  mend: () => void
  /** From now on the server hears, and nobody hears the server. */
  mute: () => void
  /** Nothing passes and nobody is told; what was sent arrives when it is mended. */
  freeze: () => void
  /** The connections there are fall silent for ever, and new ones pass: as when another machine takes over an address. */
  abandon: () => void
  /** Undefined: as fast as it goes. */
  travel: (line: Line | undefined) => void
  close: () => Promise<void>
}

const bestLine: Line = { delayMs: 0, jitterMs: 0, loss: 0, resentAfterMs: 0, random: () => 1 }

/** One direction of one connection: what is on its way, in order. */
class Way {
  #held: (() => void)[] = []
  #isFrozen = false
  #lastAtMs = 0
  #onItsWay = 0

  /** @param arrive called when it is there: with `line`, or after what is ahead of it */
  send(line: Line, arrive: () => void): void {
    const isLost = line.random() < line.loss
    const afterMs = line.delayMs + line.jitterMs * line.random() + (isLost ? line.resentAfterMs : 0)
    const now = performance.now()
    this.#lastAtMs = Math.max(this.#lastAtMs, now + afterMs)
    if (this.#onItsWay === 0 && this.#lastAtMs <= now) this.#arrived(arrive)
    else {
      this.#onItsWay += 1
      setTimeout(() => {
        this.#onItsWay -= 1
        this.#arrived(arrive)
      }, this.#lastAtMs - now)
    }
  }

  freeze(): void {
    this.#isFrozen = true
  }

  thaw(): void {
    this.#isFrozen = false
    for (const arrive of this.#held.splice(0)) arrive()
  }

  #arrived(arrive: () => void): void {
    if (this.#isFrozen) this.#held.push(arrive)
    else arrive()
  }
}

type Wire = { ends: readonly [Socket, Socket]; ways: readonly [Way, Way]; isAbandoned: boolean }

/** @param origin asked at every connection, where a house may have moved meanwhile */
export async function openCable(origin: string | (() => string)): Promise<Cable> {
  const state = { isCut: false, isMute: false, isFrozen: false, line: bestLine }
  const wires = new Set<Wire>()
  const server = createServer((near) => {
    // While a house moves, there is nobody at the other end.
    const port = URL.parse(typeof origin === 'string' ? origin : origin())?.port
    if (state.isCut || !port) near.destroy()
    else wires.add(join(near, dial(Number(port), '127.0.0.1'), state, (wire) => wires.delete(wire)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const destroyAll = () => {
    for (const { ends } of wires) for (const end of ends) end.destroy()
    wires.clear()
  }
  const freeze = () => {
    for (const { ways } of wires) for (const way of ways) way.freeze()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    cut: () => {
      state.isCut = true
      destroyAll()
    },
    mend: () => {
      Object.assign(state, { isCut: false, isMute: false, isFrozen: false })
      for (const { ways, isAbandoned } of wires) if (!isAbandoned) for (const way of ways) way.thaw()
    },
    mute: () => {
      state.isMute = true
    },
    freeze: () => {
      state.isFrozen = true
      freeze()
    },
    abandon: () => {
      for (const wire of wires) wire.isAbandoned = true
      freeze()
    },
    travel: (line) => {
      state.line = line ?? bestLine
    },
    close: async () => {
      state.isCut = true
      destroyAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function join(
  near: Socket,
  far: Socket,
  state: { isMute: boolean; isFrozen: boolean; line: Line },
  gone: (wire: Wire) => void,
): Wire {
  const wire: Wire = { ends: [near, far], ways: [new Way(), new Way()], isAbandoned: false }
  const [up, down] = wire.ways
  for (const way of wire.ways) {
    if (state.isFrozen) way.freeze()
  }
  near.on('data', (bytes) => up.send(state.line, () => far.write(bytes)))
  far.on('data', (bytes) =>
    down.send(state.line, () => {
      if (!state.isMute) near.write(bytes)
    }),
  )
  for (const [end, other, way] of [
    [near, far, up],
    [far, near, down],
  ] as const) {
    // Also an end travels: behind what was said before it, and not at all where nothing passes.
    end.on('error', () => {})
    end.on('close', () =>
      way.send(state.line, () => {
        other.destroy()
        gone(wire)
      }),
    )
  }
  return wire
}
