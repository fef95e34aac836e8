// How answers are kept and asked again. The live connection says what changed, so nothing is asked again by timer,
// focus or remount; a device without network asks too and is told 'offline', instead of waiting silently.

import { QueryClient } from '@tanstack/react-query'
import { isProblem, whenSignedOut } from './ask.ts'
import { keys } from './keys.ts'
import { leaveDevice } from './leave.ts'

const passing = ['offline', 'busy', 'failed', 'too-fast'] as const
const isWorthAnotherTry = (error: unknown) => passing.some((kind) => isProblem(error, kind))

/** One for the whole client. Any answer that says "not signed in" ends the session here too. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  whenSignedOut(() => endSession(client))
  return client
}

/**
 * The server no longer knows this session. Screens that are open stay, out of sight, until somebody signs in:
 * they may hold words that were not sent yet.
 */
export function endSession(client: QueryClient): void {
  if (client.getQueryData(keys.me)) client.setQueryData(keys.sessionOver, true)
  else client.setQueryData(keys.me, null)
  void leaveDevice().then((standing) => {
    // Said of a session before this one.
    if (standing === 'in') client.setQueryData(keys.sessionOver, false)
    if (standing === 'ended') forget(client)
  })
}

/** The screens of somebody who has to sign in again, and has nothing there that was not sent. */
export function dropScreens(client: QueryClient): void {
  forget(client)
  client.setQueryData(keys.sessionOver, true)
}

/** Somebody signed out on purpose, or somebody else signs in: drops every answer that only members may see. */
export function forget(client: QueryClient): void {
  client.setQueryData(keys.sessionOver, false)
  client.setQueryData(keys.me, null)
  client.removeQueries({ predicate: ({ queryKey }) => !outlives.has(String(queryKey[0])) })
}

const outlives = new Set(['me', 'front', 'session-over', 'unsent-edits'])
