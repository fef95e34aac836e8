// A push service of our own on loopback, and a browser's end of a subscription to it.

import { createDecipheriv, createECDH, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

type Call = { path: string; headers: IncomingHttpHeaders; body: Buffer; atMs: number }
type Answer = { status: number; headers?: Record<string, string> }

/** A push service: takes messages, and answers as the test says. */
export async function openPushService() {
  const calls: Call[] = []
  const answers: Answer[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      calls.push({
        ...{ path: request.url!, headers: request.headers, body: Buffer.concat(parts) },
        atMs: performance.now(),
      })
      const { status, headers } = answers.shift() ?? { status: 201 }
      response.writeHead(status, headers).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, calls, answers, close: () => new Promise((resolve) => server.close(resolve)) }
}

export type PushService = Awaited<ReturnType<typeof openPushService>>

/** A browser's end of a subscription: opens what is sent to it, by RFC 8291 and RFC 8188. */
export class Device {
  #keys = createECDH('prime256v1')
  #auth = randomBytes(16)
  readonly subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  readonly path = `/send/${randomUUID()}`

  constructor(service: Pick<PushService, 'origin'>) {
    const p256dh = this.#keys.generateKeys().toString('base64url')
    this.subscription = {
      endpoint: service.origin + this.path,
      keys: { p256dh, auth: this.#auth.toString('base64url') },
    }
  }

  open(body: Buffer): unknown {
    const salt = body.subarray(0, 16)
    const keyLength = body[20]!
    const senderKey = body.subarray(21, 21 + keyLength)
    const sealed = body.subarray(21 + keyLength)
    const shared = this.#keys.computeSecret(senderKey)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#keys.getPublicKey(), senderKey])
    const secret = hkdfSync('sha256', shared, this.#auth, info, 32)
    const key = hkdfSync('sha256', new Uint8Array(secret), salt, 'Content-Encoding: aes128gcm\0', 16)
    const nonce = hkdfSync('sha256', new Uint8Array(secret), salt, 'Content-Encoding: nonce\0', 12)
    const decipher = createDecipheriv('aes-128-gcm', new Uint8Array(key), new Uint8Array(nonce))
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    if (plain.at(-1) !== 2) throw new Error('this is not the last record of a message')
    return JSON.parse(plain.subarray(0, -1).toString())
  }
}
