// How far an answer is, for the part of a screen that shows it (client/ui/part-state).

import type { UseQueryResult } from '@tanstack/react-query'
import type { PartState } from '../ui/part-state.tsx'
import { isProblem } from './ask.ts'

type Asked<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'errorUpdateCount' | 'isFetching' | 'refetch'>

/** What is known already is shown whatever became of asking again, unless it must not be shown any more. */
export function partStateOf<T>({
  data,
  error,
  errorUpdateCount,
  isFetching,
  refetch,
}: Asked<T>): PartState<T> {
  if (isProblem(error, 'not-available')) return { is: 'not-available' }
  if (data !== undefined) return { is: 'there', data }
  // Asked again after a failure, the part keeps its place and its button.
  if (!error && errorUpdateCount === 0) return { is: 'loading' }
  return { is: 'failed', isTrying: isFetching, again: () => void refetch() }
}
