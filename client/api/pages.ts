// Paging: what calls this member now, what has become of the pages they may follow, and the ways to call, answer and stop.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Page, PageAnswer, PageAsk } from '#shared/http/pages.ts'
import { call } from './ask.ts'
import { keys } from './keys.ts'
import { useMe } from './queries.ts'

export const usePages = () =>
  useQuery({
    queryKey: keys.pages,
    queryFn: ({ signal }) => call('readPages', { signal }),
  })

/** The latest page of a case, or without one the latest of one's own; stopped ones are forgotten. */
export function usePageOf(caseId: string | undefined): Page | undefined {
  const { data } = usePages()
  const { data: me } = useMe()
  const isOf = (page: Page) => (caseId ? page.case?.id === caseId : !page.case && page.by === me?.member.id)
  return data?.pages.find((page) => isOf(page) && page.state !== 'stopped')
}

function usePageChange<V>(change: (what: V) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: keys.pages }),
  })
}

export const useMakePage = () => usePageChange((body: PageAsk) => call('page', { body }))

export const useStopPage = () => usePageChange((id: string) => call('stopPage', { params: { id } }))

export const useAnswerPage = () =>
  usePageChange(({ id, answer }: { id: string; answer: PageAnswer }) =>
    call('answerPage', { params: { id }, body: { answer } }),
  )

/** Whoever called says where they are. */
export const useSayWhere = () =>
  usePageChange(({ id, place }: { id: string; place: string }) =>
    call('sayWhere', { params: { id }, body: { place } }),
  )

/** A device rings, whether or not anybody looks at it. */
export const tellPageDelivered = (id: string): Promise<void> =>
  call('pageDelivered', { params: { id } }).then(
    () => undefined,
    () => undefined,
  )
