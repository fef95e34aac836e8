// The parts of a case, each asked for and told apart: a screen asks for what it shows, and news names what is out of date.

import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CaseAccess, CaseCard, PeopleInCase, Reports } from '#shared/http/cases.ts'
import type { PastMeetings } from '#shared/http/meetings.ts'
import type { CasePart } from '#shared/protocol/events.ts'
import { call } from './ask.ts'
import { keys } from './keys.ts'

type Answers = {
  head: CaseCard
  reports: Reports
  people: PeopleInCase
  access: CaseAccess
  meetings: PastMeetings
}

const asking: { [P in CasePart]: (id: string, signal: AbortSignal) => Promise<Answers[P]> } = {
  head: (id, signal) => call('readCaseHead', { params: { id }, signal }),
  reports: (id, signal) => call('listReports', { params: { id }, signal }),
  people: (id, signal) => call('listPeople', { params: { id }, signal }),
  access: (id, signal) => call('readCaseAccess', { params: { id }, signal }),
  meetings: (id, signal) => call('listMeetings', { params: { id }, signal }),
}

const partQuery = <P extends CasePart>(id: string, part: P) =>
  queryOptions({
    queryKey: keys.casePart(id, part),
    queryFn: ({ signal }) => asking[part](id, signal),
  })

/** One part of a case. Its problem is 'not-available' whether the case is unknown or closed to this member. */
export const useCasePart = <P extends Exclude<CasePart, 'head'>>(id: string | undefined, part: P) =>
  useQuery({ ...partQuery(id ?? '', part), enabled: id !== undefined })

/** What the card of a case shows: the board's, until it is older than its news. */
export function useCaseHead(id: string | undefined) {
  const client = useQueryClient()
  return useQuery({
    ...partQuery(id ?? '', 'head'),
    enabled: id !== undefined,
    initialData: () => client.getQueryData<CaseCard[]>(keys.cases)?.find((card) => card.id === id),
    initialDataUpdatedAt: () => client.getQueryState(keys.cases)?.dataUpdatedAt,
  })
}

/** Asks for these while the code of their screen is still on the way; whoever shows them says what is wrong. */
export function askForParts(client: QueryClient, id: string, parts: readonly CasePart[]): void {
  for (const part of parts) if (part !== 'head') void client.prefetchQuery(partQuery(id, part))
}

/** What is nobody's name in a case; out of date with its meetings. */
export const useKnownWords = (id: string) =>
  useQuery({
    queryKey: keys.knownWords(id),
    queryFn: ({ signal }) => call('listKnownWords', { params: { id }, signal }),
  })
