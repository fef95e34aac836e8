// Who joined by a link from a case and waits to be let in, for those who may let them.

import { useQuery } from '@tanstack/react-query'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

/** Those whom this member may let in now. */
export const useArrivals = () =>
  useQuery({
    queryKey: keys.arrivals,
    queryFn: async ({ signal }) => (await call('listArrivals', { signal })).arrivals,
  })

type Answer = { caseId: string; members: string[]; isLetIn: boolean }

/** Lets them in, or not now. */
export const useAnswerArrivals = () =>
  useChange(
    ({ caseId, ...body }: Answer) => call('answerArrivals', { params: { id: caseId }, body }),
    ({ caseId }) => [keys.arrivals, keys.case(caseId), keys.cases],
  )
