// Answers that this device keeps, so that it can show them without a network: who is signed in, the team, the board,
// the procedure, the roster, the cases that were opened, the member's tasks, and the numbers to call. They are read only where the
// server cannot be reached.

import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { CaseDetail } from '#shared/http/cases.ts'
import type { Me } from '#shared/http/people.ts'
import type { CaseId } from '#shared/ids.ts'
import type { Scope } from '../offline/boxes.ts'
import { type OfflineStore, offlineStoreHere } from '../offline/offline-store.ts'
import { keys } from './keys.ts'

const prefix = 'query '
const gatherMs = 300

const memberWide: ReadonlySet<string> = new Set(
  [keys.me, keys.members, keys.cases, keys.myTasks, keys.procedure, keys.numbers, keys.roster].map(
    ([name]) => name,
  ),
)

/** Under which scope an answer is kept; undefined: not at all. */
function scopeOf([name, id]: QueryKey): Scope | undefined {
  if (memberWide.has(String(name))) return 'member'
  return name === keys.everyCase[0] && typeof id === 'string' && id !== '' ? (id as CaseId) : undefined
}

/** The name of a copy: of the whole team's answers one word, of a part of a case two, beside the case that is its scope. */
const nameOf = ([name, , part]: QueryKey): string => prefix + [name, part].filter(Boolean).join(' ')

function keyOf(scope: Scope, name: string): QueryKey {
  const [what, part] = name.slice(prefix.length).split(' ')
  return [what, ...(scope === 'member' ? [] : [scope]), ...(part ? [part] : [])]
}

/** Keeps what the server answers from now on. @returns stops */
export function keepQueries(client: QueryClient, keep: OfflineStore): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>()
  const write = (queryKey: QueryKey, scope: Scope) => {
    due.delete(JSON.stringify(queryKey))
    const data = client.getQueryData(queryKey)
    if (data) void keep.putCopy(scope, nameOf(queryKey), data)
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
  const keep = await offlineStoreHere
  if (!keep) return undefined
  return restoreFrom(keep, client)
}

/** @returns who was signed in here */
export async function restoreFrom(
  keep: Pick<OfflineStore, 'readCopy' | 'copyNames'>,
  client: QueryClient,
): Promise<Me | undefined> {
  const me = await keep.readCopy<Me>('member', prefix + keys.me[0])
  if (!me) return undefined
  const names = (await keep.copyNames()).filter(([, name]) => name.startsWith(prefix))
  // A part that was kept by itself is newer than the whole that a former version kept.
  for (const [scope, name] of names.toSorted((a, b) => Number(isWholeCase(a)) - Number(isWholeCase(b)))) {
    const copy = await keep.readCopy(scope, name)
    if (!copy || name === prefix + keys.me[0]) continue
    const answers = isWholeCase([scope, name])
      ? inParts(scope, copy.facts as CaseDetail)
      : [[keyOf(scope, name), copy.facts] as const]
    for (const [queryKey, facts] of answers)
      if (client.getQueryData(queryKey) === undefined)
        client.setQueryData(queryKey, facts, { updatedAt: copy.atMs })
  }
  return me.facts
}

const isWholeCase = ([scope, name]: readonly [Scope, string]): boolean =>
  scope !== 'member' && name === prefix + keys.everyCase[0]

/** A case as versions up to 0.4 kept it: in one. */
function inParts(id: string, whole: CaseDetail): (readonly [QueryKey, unknown])[] {
  const { access, excluded, lifts, people, reports, ...head } = whole
  return [
    [keys.casePart(id, 'head'), head],
    [keys.casePart(id, 'reports'), { reports }],
    [keys.casePart(id, 'people'), { people }],
    [keys.casePart(id, 'access'), { access, excluded, lifts }],
  ]
}

/** Whether this device has something to show without the server. */
export const isSomethingKept = async (): Promise<boolean> =>
  (await offlineStoreHere)?.canRead('member') ?? false
