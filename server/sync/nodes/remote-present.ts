// A device's place on its way between nodes: without a name, and its caret as text.

import type { z } from 'zod'
import type { Present } from '#shared/protocol/events.ts'
import type { RemotePresent } from './node-messages.ts'

type Remote = z.infer<typeof RemotePresent>

export function toRemote({ member, client, place, question, cursor, isAdding, isAway }: Present): Remote {
  const text = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(bytes as Uint8Array).toString('base64')
  return {
    member,
    client,
    ...(place && { place }),
    ...(question && { question }),
    ...(isAdding && { isAdding }),
    ...(isAway && { isAway }),
    ...(cursor && { cursor: { root: cursor.root, anchor: text(cursor.anchor), head: text(cursor.head) } }),
  }
}

export function fromRemote({ cursor, ...rest }: Remote, name: string): Present {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'))
  return {
    ...rest,
    name,
    ...(cursor && { cursor: { root: cursor.root, anchor: bytes(cursor.anchor), head: bytes(cursor.head) } }),
  } as Present
}
