// What screens ask the server, as hooks. Answers are renewed when the live connection says so (client/app).

import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseCard, ConflictCheck } from '#shared/http/cases.ts'
import type { Me, Member } from '#shared/http/people.ts'
import type { CaseId } from '#shared/ids.ts'
import type { CasePart } from '#shared/protocol/events.ts'
import { addresses } from '../ui/addresses.ts'
import { ApiProblem, call, isProblem } from './ask.ts'
import { askForParts } from './case-parts.ts'
import { isSomethingKept, restoreQueries } from './kept-queries.ts'
import { keys } from './keys.ts'
import { withAnswers } from './waiting-answers.ts'

/** What somebody who is not signed in may know: is it set up, the event's name, is this the demo. */
export const useFront = () =>
  useQuery({ queryKey: keys.front, queryFn: ({ signal }) => call('readFront', { signal }) })

/** Who is signed in and the event; null when nobody is. Stays when a session ends with screens open. */
export const useMe = () => useQuery(meQuery(useQueryClient()))

const meQuery = (client: QueryClient) =>
  queryOptions({
    queryKey: keys.me,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await askMe(client, signal)
      } catch (error) {
        if (!isProblem(error, 'not-signed-in')) throw error
        return client.getQueryData<Me | null>(keys.me) ?? null
      }
    },
  })

/**
 * Asks for what every screen behind the sign-in needs, while its code is still on the way.
 * @param code of the case that the address names
 * @param parts of it that are asked for, too
 * @returns that case, if this member may open it
 */
export async function askEarly(
  client: QueryClient,
  code?: string,
  parts: readonly CasePart[] = [],
): Promise<CaseId | undefined> {
  void client.prefetchQuery(meQuery(client))
  // Whoever shows them asks again, and says what is wrong.
  const cases = await client.fetchQuery(casesQuery).catch(() => [])
  const id = cases.find((card) => codeOf(card.codeName) === code)?.id
  if (id) askForParts(client, id, parts)
  return id
}

/** A network that does not answer is as good as none, where this device has kept something to show. */
const patienceMs = 5_000

async function askMe(client: QueryClient, signal: AbortSignal): Promise<Me> {
  const asked = call('readMe', { signal })
  if (client.getQueryData(keys.me)) return asked
  try {
    return await Promise.race([asked, impatience()])
  } catch (error) {
    if (signal.aborted || !isProblem(error, 'offline')) throw error
    return (await restoreQueries(client)) ?? asked
  }
}

/** Fails as without a network, where there is something to show meanwhile; else it never ends. */
async function impatience(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, patienceMs))
  if (!(await isSomethingKept())) await new Promise(() => {})
  throw new ApiProblem(0, 'offline', 'No network.')
}

/** Whether the server has ended the session of the screens that are open. */
export const useIsSessionOver = (): boolean =>
  useQuery({ queryKey: keys.sessionOver, queryFn: () => false, initialData: false, staleTime: 'static' }).data

/** Edits that wait under open screens for somebody to sign in again. */
export const useUnsentEdits = (): number =>
  useQuery({ queryKey: keys.unsentEdits, queryFn: () => 0, initialData: 0, staleTime: 'static' }).data

/** The team. */
export const useMembers = () =>
  useQuery({
    queryKey: keys.members,
    queryFn: ({ signal }) => call('listMembers', { signal }),
  })

/** The cards of the board: the cases this member may see. */
export const useCases = () => useQuery(casesQuery)

const casesQuery = queryOptions({
  queryKey: keys.cases,
  queryFn: async ({ signal }) => (await call('listCases', { signal })).cases,
})

/**
 * Asks for the board anew.
 * @returns of these cases the one where one is needed: that meets now, else the last; undefined when this member may open none
 */
export function useFindCase(): (ids: readonly CaseId[]) => Promise<CaseCard | undefined> {
  const client = useQueryClient()
  return async (ids) => {
    const cases = await client.fetchQuery({ ...casesQuery, staleTime: 0 }).catch(() => [])
    const open = ids.flatMap((id) => cases.find((card) => card.id === id) ?? [])
    return open.find((card) => card.meeting) ?? open.at(-1)
  }
}

/** The code name as it stands in an address: "Amber Heron" is `amber-heron`. */
export const codeOf = (codeName: string): string => codeName.toLowerCase().replaceAll(' ', '-')

/** The address of a case's page. @param path what follows it: a tab's, or `/room` */
export const casePath = (codeName: string, path = ''): string =>
  `${addresses.cases}${codeOf(codeName)}${path}`

/** The tasks given to this member, across cases. */
export const useMyTasks = () =>
  useQuery({
    queryKey: keys.myTasks,
    queryFn: async ({ signal }) => withAnswers((await call('listMyTasks', { signal })).tasks),
  })

/** The conflict checks that wait for this member's answer, oldest first. */
export const useConflictChecks = () => useQuery(checksQuery)

const checksQuery = queryOptions({
  queryKey: keys.conflictChecks,
  queryFn: async ({ signal }) => (await call('listConflictChecks', { signal })).checks,
})

/** Asks for them anew; none where nobody can be asked. */
export function useFindChecks(): () => Promise<readonly ConflictCheck[]> {
  const client = useQueryClient()
  return () => client.fetchQuery({ ...checksQuery, staleTime: 0 }).catch(() => [])
}

/** Open invitations; ask only for those who may invite. */
export const useInvitations = (isAsked: boolean) =>
  useQuery({
    queryKey: keys.invitations,
    enabled: isAsked,
    queryFn: ({ signal }) => call('listInvitations', { signal }),
  })

/** The team by id, for drawing avatars and names. Empty until known; the same map until the team changes. */
export function useMembersById(): ReadonlyMap<string, Member> {
  const { data } = useMembers()
  return useMemo(() => new Map(data?.map((member) => [member.id, member])), [data])
}
