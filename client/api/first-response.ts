// The first response: what was ticked of its card, whose decision a call was, and the numbers to call.

import { useQuery } from '@tanstack/react-query'
import type { CallDecisionAsk, EventNumbers, TickAsk } from '#shared/http/first-response.ts'
import type { CaseId, EntryId } from '#shared/ids.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

const outdated = (caseId: CaseId) => [keys.casePart(caseId, 'reports')]

/** Writes down what was done of the card; with the same id it is written down once. */
export const useAddTick = (caseId: CaseId) =>
  useChange(
    (body: TickAsk) => call('addTick', { params: { id: caseId }, body }),
    () => outdated(caseId),
  )

/** It was not done after all. */
export const useTakeBackTick = (caseId: CaseId) =>
  useChange(
    (tickId: EntryId) => call('takeBackTick', { params: { id: caseId, tickId } }),
    () => outdated(caseId),
  )

export const useSayCallDecision = (caseId: CaseId) =>
  useChange(
    (body: CallDecisionAsk) => call('sayCallDecision', { params: { id: caseId }, body }),
    () => outdated(caseId),
  )

/** The numbers that the event gives; kept on this device for the time without a network. */
export const useNumbers = (isAsked = true) =>
  useQuery({
    queryKey: keys.numbers,
    enabled: isAsked,
    queryFn: ({ signal }) => call('readNumbers', { signal }),
  })

export const useChangeNumbers = () =>
  useChange(
    (body: EventNumbers) => call('changeNumbers', { body }),
    () => [keys.numbers],
    (client, answer) => client.setQueryData<EventNumbers>(keys.numbers, answer),
  )
