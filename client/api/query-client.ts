// How answers are kept and asked again. The live connection says what changed, so nothing is asked again by timer,
// focus or remount; a device without network asks too and is told 'offline', instead of waiting silently.

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem } from './ask.ts'
import { keys } from './keys.ts'

const isWorthAnotherTry = (error: unknown) =>
  isProblem(error, 'offline') || isProblem(error, 'busy') || isProblem(error, 'failed')

/** One for the whole client. Any answer that says "not signed in" ends the session here too. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (isProblem(error, 'not-signed-in')) endSession(client)
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
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
  return client
}

/**
 * The server no longer knows this session. Screens that are open stay, out of sight, until somebody signs in:
 * they may hold words that were not sent yet.
 */
export function endSession(client: QueryClient): void {
  if (client.getQueryData(keys.me)) client.setQueryData(keys.sessionOver, true)
  else client.setQueryData(keys.me, null)
}

/** Somebody signed out on purpose, or somebody else signs in: drops every answer that only members may see. */
export function forget(client: QueryClient): void {
  client.setQueryData(keys.sessionOver, false)
  client.setQueryData(keys.me, null)
  client.removeQueries({ predicate: ({ queryKey }) => !outlives.has(String(queryKey[0])) })
}

const outlives = new Set(['me', 'front', 'session-over', 'unsent-edits'])
