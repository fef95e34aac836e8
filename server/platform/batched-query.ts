// Many ask the same at once, as when a whole room reconnects: one query answers them all. Without a timer: the first
// starts at once, whoever asks while it is under way is answered by the next, never by one that began before they asked.

/**
 * @param query answers many keys in one go; a key without an answer is missing
 * @returns a function that asks for one key
 */
export function batchQueries<K, V>(
  query: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | undefined> {
  let next: { keys: Set<K>; answer: Promise<ReadonlyMap<K, V>> } | undefined
  let running: Promise<unknown> = Promise.resolve()

  const begin = () => {
    const keys = new Set<K>()
    const answer = running.then(() => {
      next = undefined
      return query([...keys])
    })
    running = answer.catch(() => {})
    return { keys, answer }
  }
  return async (key) => {
    next ??= begin()
    next.keys.add(key)
    return (await next.answer).get(key)
  }
}
