// Updates written by hand, as a hostile program would: whatever Yjs' format can say, sensible or not.

import * as encoding from 'lib0/encoding'

export type Pair = [client: number, clock: number]
type Content =
  | { gone: number }
  /** Without place and content: what Yjs leaves of an item whose place is gone. */
  | { collected: number }
  | { text: string }
  | { element: string }
  | { list: true }
  | { map: true }
  | { fragment: true }
  | { value: unknown }
  | { values: readonly unknown[] }
  | { mark: string; as: unknown }
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
  const byClient = Map.groupBy(deletes, ({ client }) => client)
  numbers(byClient.size)
  for (const [client, ranges] of byClient) {
    numbers(client, ranges.length)
    for (const { clock, length } of ranges) numbers(clock, length)
  }
  return encoding.toUint8Array(to)
}

function writeItem(to: encoding.Encoder, item: Item): void {
  const { after, before, root, inside, key } = item
  if ('collected' in item) {
    encoding.writeUint8(to, 0)
    encoding.writeVarUint(to, item.collected)
    return
  }
  const kind =
    'gone' in item ? 1 : 'text' in item ? 4 : 'mark' in item ? 6 : 'value' in item || 'values' in item ? 8 : 7
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
  else if ('value' in item || 'values' in item) {
    const values = 'values' in item ? item.values : [item.value]
    encoding.writeVarUint(to, values.length)
    for (const value of values) encoding.writeAny(to, value as string)
  } else if ('mark' in item) {
    encoding.writeVarString(to, item.mark)
    encoding.writeVarString(to, JSON.stringify(item.as))
  } else {
    encoding.writeVarUint(to, 'map' in item ? 1 : 'fragment' in item ? 4 : 'list' in item ? 6 : 3)
    if ('element' in item) encoding.writeVarString(to, item.element)
  }
}
