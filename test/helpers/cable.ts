// A network cable between a client and a running house: it can be cut, mended, and made to lose what the server says.

import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'

export type Cable = {
  url: string
  /** Every connection breaks, and none comes about until it is mended. */
  cut: () => void
  mend: () => void
  /** From now on the server hears, and nobody hears the server. */
  mute: () => void
  close: () => Promise<void>
}

/** @param origin asked at every connection, where a house may have moved meanwhile */
export async function openCable(origin: string | (() => string)): Promise<Cable> {
  let isCut = false
  let isMute = false
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    // While a house moves, there is nobody at the other end.
    const port = URL.parse(typeof origin === 'string' ? origin : origin())?.port
    if (isCut || !port) {
      near.destroy()
      return
    }
    const far = dial(Number(port), '127.0.0.1')
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
    }
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => {
      if (!isMute) near.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    isCut = true
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isCut = false
      isMute = false
    },
    mute: () => {
      isMute = true
    },
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
