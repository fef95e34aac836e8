// Somebody who listens on every channel there is: each frame of their live connection, their telephone's push service, and
// every GET route asked again and again, byte for byte.

import type { CaseId } from '../../shared/ids.ts'
import { type Door, type Person, type TestSocket, until } from './people.ts'
import { Device, type PushService } from './push-service.ts'

/** A GET route as the server lists it, with `{id}` and the like for what is to be filled in. */
export type Poll = string

export type Ear = {
  name: string
  /** Kinds of what was heard on the live connection, in order. */
  heard: string[]
  /** Frames that came in, whatever they were, but for the connection's own heartbeat and answers to its own questions. */
  frames: () => number
  pushes: () => number
  /** Resolves when everything that was sent before has arrived. */
  catchUp: () => Promise<void>
  /** What every poll answers now: status, headers and body, and nothing that is drawn anew each time. */
  poll: (about: CaseId) => Promise<Record<Poll, string>>
}

export async function openEar(
  door: Door,
  service: PushService,
  person: Person,
  polls: readonly Poll[],
): Promise<Ear> {
  const socket = await person.connect()
  const device = new Device(service)
  const { status } = await person.ask('PUT', '/api/push/subscription', device.subscription)
  if (status !== 204) throw new Error(`no subscription: ${status}`)
  const heard: string[] = []
  socket.onAny((event: string, told?: { kind?: string }) =>
    heard.push(event === 'news' ? `${event} ${told?.kind}` : event),
  )
  const count = countFrames(socket)
  const poll = async (route: Poll, about: CaseId): Promise<string> => {
    const path = route.replaceAll(/\{\w+\}/g, about)
    const answer = await fetch(door.origin + path, { headers: { cookie: person.cookie } })
    const headers = [...answer.headers].filter(([key]) => key !== 'date')
    const text = JSON.stringify({ status: answer.status, headers, body: await answer.text() })
    // Drawn anew for every answer; and whoever asks knows what they asked about.
    return (
      text
        .replaceAll(/nonce-[^']+/g, 'nonce')
        .replaceAll(/greenroom-device=[^;]+/g, 'greenroom-device')
        // Their own clock: when this session was last seen is now.
        .replaceAll(/seenAt\\":\\"[^"]+"/g, 'seenAt')
        .replaceAll(about, 'ID')
    )
  }
  return {
    name: person.name,
    heard,
    frames: () => count.frames,
    pushes: () => service.calls.filter(({ path }) => path === device.path).length,
    async catchUp() {
      const before = count.frames
      await socket.emitWithAck('record:leave', { case: crypto.randomUUID() as CaseId })
      await until(() => count.frames > before)
      count.frames -= 1
    },
    async poll(about) {
      const answers = await Promise.all(
        polls.map(async (route) => [route, await poll(route, about)] as const),
      )
      return Object.fromEntries(answers)
    },
  }
}

function countFrames(socket: TestSocket): { frames: number } {
  const count = { frames: 0 }
  socket.io.engine.on('packet', ({ type }: { type: string }) => {
    if (type === 'message') count.frames += 1
  })
  return count
}

/** Who comes and goes is told calmly, some of it later: until nothing has come to any of them for longer than that takes. */
export async function untilQuiet(ears: readonly Ear[], forgets = true): Promise<void> {
  const frames = () => ears.reduce((sum, ear) => sum + ear.frames(), 0)
  for (let before = -1; before !== frames(); ) {
    before = frames()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  if (forgets) for (const ear of ears) ear.heard.length = 0
}
