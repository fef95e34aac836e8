// Answers that this device keeps, so that it can show them without a network: who is signed in, the team, the board,
// the cases that were opened, and the member's tasks. They are read only where the server cannot be reached.

import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Me } from '#shared/http/people.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Scope } from '../keep/boxes.ts'
import { type Keep, keepHere } from '../keep/keep.ts'
import { keys } from './keys.ts'

const prefix = 'query '
const gatherMs = 300

const memberWide: ReadonlySet<string> = new Set(
  [keys.me, keys.members, keys.cases, keys.myTasks].map(([name]) => name),
)

/** Under which scope an answer is kept; undefined: not at all. */
function scopeOf([name, id]: QueryKey): Scope | undefined {
  if (memberWide.has(String(name))) return 'member'
  return name === keys.everyCase[0] && typeof id === 'string' && id !== '' ? (id as CaseId) : undefined
}

/** Keeps what the server answers from now on. @returns stops */
export function keepQueries(client: QueryClient, keep: Keep): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>()
  const write = (queryKey: QueryKey, scope: Scope) => {
    due.delete(JSON.stringify(queryKey))
    const data = client.getQueryData(queryKey)
    if (data) void keep.putCopy(scope, prefix + queryKey[0], data)
  }
  const note = (queryKey: QueryKey) => {
    const [scope, name] = [scopeOf(queryKey), JSON.stringify(queryKey)]
    if (!scope || due.has(name)) return
    due.set(
      name,
      setTimeout(() => write(queryKey, scope), gatherMs),
    )
  }
  const stopCache = client.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'success') note(event.query.queryKey)
  })
  // What was answered before there was a key.
  const stopNews = keep.onNews((news) => {
    if (news === 'unlocked') for (const { queryKey } of client.getQueryCache().getAll()) note(queryKey)
  })
  return () => {
    stopCache()
    stopNews()
    for (const timer of due.values()) clearTimeout(timer)
  }
}

/**
 * Puts what is kept where the server's answers would stand.
 * @returns who was signed in here; undefined when nothing can be read
 */
export async function restoreQueries(client: QueryClient): Promise<Me | undefined> {
  const keep = await keepHere
  if (!keep) return undefined
  const me = await keep.readCopy<Me>('member', prefix + keys.me[0])
  if (!me) return undefined
  for (const [scope, name] of await keep.copyNames()) {
    if (!name.startsWith(prefix)) continue
    const copy = await keep.readCopy(scope, name)
    const queryKey = [name.slice(prefix.length), ...(scope === 'member' ? [] : [scope])]
    if (copy && queryKey[0] !== keys.me[0] && client.getQueryData(queryKey) === undefined)
      client.setQueryData(queryKey, copy.facts, { updatedAt: copy.atMs })
  }
  return me.facts
}

/** Whether this device has something to show without the server. */
export const isSomethingKept = async (): Promise<boolean> => (await keepHere)?.canRead('member') ?? false
