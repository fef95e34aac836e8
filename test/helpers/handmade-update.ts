// Updates written by hand, as a hostile program would: whatever Yjs' format can say, sensible or not.

import * as encoding from 'lib0/encoding'

export type Pair = [client: number, clock: number]
type Content =
  | { gone: number }
  | { text: string }
  | { element: string }
  | { list: true }
  | { map: true }
  | { value: string }
export type Item = { after?: Pair; before?: Pair; root?: string; inside?: Pair; key?: string } & Content
export type Block = { client: number; clock: number; items: Item[] }
export type Range = { client: number; clock: number; length: number }

/** The bytes of an update, as Yjs would read them. */
export function bytesOf(blocks: Block[], deletes: Range[] = []): Uint8Array {
  const to = encoding.createEncoder()
  const numbers = (...all: number[]) => {
    for (const one of all) encoding.writeVarUint(to, one)
  }
  numbers(blocks.length)
  for (const { client, clock, items } of blocks) {
    numbers(items.length, client, clock)
    for (const item of items) writeItem(to, item)
  }
  numbers(deletes.length)
  for (const { client, clock, length } of deletes) numbers(client, 1, clock, length)
  return encoding.toUint8Array(to)
}

function writeItem(to: encoding.Encoder, item: Item): void {
  const { after, before, root, inside, key } = item
  const kind = 'gone' in item ? 1 : 'text' in item ? 4 : 'value' in item ? 8 : 7
  encoding.writeUint8(to, kind | (after ? 0x80 : 0) | (before ? 0x40 : 0) | (key === undefined ? 0 : 0x20))
  for (const number of [...(after ?? []), ...(before ?? [])]) encoding.writeVarUint(to, number)
  if (!after && !before) {
    encoding.writeVarUint(to, root === undefined ? 0 : 1)
    if (root === undefined) for (const number of inside!) encoding.writeVarUint(to, number)
    else encoding.writeVarString(to, root)
    if (key !== undefined) encoding.writeVarString(to, key)
  }
  if ('gone' in item) encoding.writeVarUint(to, item.gone)
  else if ('text' in item) encoding.writeVarString(to, item.text)
  else if ('value' in item) {
    encoding.writeVarUint(to, 1)
    encoding.writeAny(to, item.value)
  } else {
    encoding.writeVarUint(to, 'map' in item ? 1 : 'list' in item ? 6 : 3)
    if ('element' in item) encoding.writeVarString(to, item.element)
  }
}
