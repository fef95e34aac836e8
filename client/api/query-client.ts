// How answers are kept and asked again. The live connection says what changed, so nothing is asked again by timer,
// focus or remount; a device without network asks too and is told 'offline', instead of waiting silently.

import { QueryCache, QueryClient } from '@tanstack/react-query'
import { isProblem } from './ask.ts'
import { keys } from './keys.ts'

const isWorthAnotherTry = (error: unknown) =>
  isProblem(error, 'offline') || isProblem(error, 'busy') || isProblem(error, 'failed')

/** One for the whole client. When any answer says "not signed in", everything that was known is forgotten. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isProblem(error, 'not-signed-in')) forget(client)
      },
    }),
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

/** Nobody is signed in any more: drops every answer that only members may see. */
export function forget(client: QueryClient): void {
  client.setQueryData(keys.me, null)
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'front' })
}
