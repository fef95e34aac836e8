// A bad line between a client and a house, message by message: it sends some twice, lets some wait behind the next, and
// loses the server's answers, drawn from a seed. Bytes are never changed: TCP would not let that through.

import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { Random } from './seeded-work.ts'

export type MessageProxy = {
  url: string
  /** From now on messages pass as they come. */
  mend: () => void
  counts: { twice: number; late: number; lost: number }
  close: () => Promise<void>
}

/** Socket.IO packets as msgpack maps: what type a message is of. */
const typeOf = (bytes: Buffer): number | undefined => {
  const at = bytes.indexOf('type')
  return at < 0 ? undefined : bytes[at + 'type'.length]
}
const event = 2
const ack = 3

export async function openMessageProxy(origin: string, random: Random): Promise<MessageProxy> {
  const http = createHttp()
  const server = new WebSocketServer({ server: http })
  const counts = { twice: 0, late: 0, lost: 0 }
  let isMended = false
  server.on('connection', (near, { url, headers }) => {
    const far = new WebSocket(origin.replace('http', 'ws') + url, {
      headers: { cookie: headers.cookie ?? '' },
    })
    const early: (() => void)[] = []
    let held: Buffer | undefined
    const up = (bytes: Buffer, binary: boolean): void => {
      const send = (one: Buffer) => far.send(one, { binary })
      const isPush = binary && typeOf(bytes) === event && bytes.includes('record:push')
      const luck = isMended || !isPush ? 1 : random.next()
      if (luck < 0.15 && !held) {
        held = bytes
        counts.late += 1
        return
      }
      send(bytes)
      if (luck < 0.5) {
        counts.twice += 1
        send(bytes)
      }
      if (held) {
        send(held)
        held = undefined
      }
    }
    near.on('message', (bytes: Buffer, binary) => {
      if (far.readyState === WebSocket.OPEN) up(bytes, binary)
      else early.push(() => up(bytes, binary))
    })
    far.on('open', () => {
      for (const send of early.splice(0)) send()
    })
    far.on('message', (bytes: Buffer, binary) => {
      if (binary && !isMended && typeOf(bytes) === ack && !bytes.includes('mayWrite') && random.next() < 0.1)
        counts.lost += 1
      else near.send(bytes, { binary })
    })
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      end.on('close', () => other.close())
      end.on('error', () => other.terminate())
    }
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    mend: () => {
      isMended = true
    },
    counts,
    close: async () => {
      for (const client of server.clients) client.terminate()
      server.close()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
