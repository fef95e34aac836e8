// Connections to PostgreSQL that are open and will never answer: another machine took over its address, or a firewall
// forgot them. TCP notices after a quarter of an hour. Here a question that waits long is asked about, on a fresh
// connection: if the server answers there and nobody works on the question, its connection is dead. A slow query is
// never taken for a dead one, and while nobody answers at all there is nothing better to go to.

import postgres from 'postgres'

/** A question that waits so long is asked about, and again after each such time. */
const askAfterMs = 2_000
const probeTimeoutMs = 2_000
/** An answer may be on its way while nobody works on it any more: it is given this long, then asked about once more. */
const lastChanceMs = 500

/** A question on its way. The driver puts in which process of the server it was sent to; null: none yet. */
type Asked<T> = PromiseLike<T> & { state?: { pid: number | null } | null }

/**
 * Waits for the answer.
 * @param isDead called once, when the answer will never come; it is to end the connection, which rejects the question
 */
export async function watchAnswer<T>(url: string, asked: Asked<T>, isDead: () => void): Promise<T> {
  let timer: NodeJS.Timeout
  let isAnswered = false
  const look = async (isLastChance: boolean): Promise<void> => {
    const pid = asked.state?.pid
    const isAtWork = typeof pid === 'number' ? await isAnybodyAtWork(url, pid) : true
    if (isAnswered) return
    if (isAtWork) timer = setTimeout(look, askAfterMs, false)
    else if (isLastChance) isDead()
    else timer = setTimeout(look, lastChanceMs, true)
  }
  timer = setTimeout(look, askAfterMs, false)
  try {
    return await asked
  } finally {
    isAnswered = true
    clearTimeout(timer)
  }
}

/** @returns true also when the server does not say */
async function isAnybodyAtWork(url: string, pid: number): Promise<boolean> {
  const probe = postgres(url, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => {} })
  const late = Promise.withResolvers<true>()
  const timer = setTimeout(late.resolve, probeTimeoutMs, true)
  try {
    const said = probe<{ found: boolean }[]>`
      select exists (select from pg_stat_activity
        where pid = ${pid} and application_name like 'greenroom%' and state not like 'idle%') as found`
    return await Promise.race([late.promise, said.then(([row]) => row!.found)])
  } catch {
    return true
  } finally {
    clearTimeout(timer)
    await probe.end({ timeout: 0 }).catch(() => {})
  }
}
