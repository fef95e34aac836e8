// The words to whoever reported, and the event's clocks for them.

import { useQuery } from '@tanstack/react-query'
import type { ContactAsk, EventClocks, ReachAsk } from '#shared/http/contacts.ts'
import type { CaseId } from '#shared/ids.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

const outdated = (caseId: CaseId) => [keys.contacts(caseId), keys.casePart(caseId, 'head'), keys.cases]

/** What the reporter was told, and how to reach them. */
export const useContacts = (caseId: CaseId) =>
  useQuery({
    queryKey: keys.contacts(caseId),
    queryFn: ({ signal }) => call('listContacts', { params: { id: caseId }, signal }),
  })

/** Writes down what they were told; with the same id it is written down once. */
export const useAddContact = (caseId: CaseId) =>
  useChange(
    (body: ContactAsk) => call('addContact', { params: { id: caseId }, body }),
    () => outdated(caseId),
  )

/** Says how they can be reached. */
export const useSayReach = (caseId: CaseId) =>
  useChange(
    (body: ReachAsk) => call('sayReach', { params: { id: caseId }, body }),
    () => outdated(caseId),
  )

export const useClocks = () =>
  useQuery({ queryKey: keys.clocks, queryFn: ({ signal }) => call('readClocks', { signal }) })

export const useChangeClocks = () =>
  useChange(
    (body: EventClocks) => call('changeClocks', { body }),
    () => [keys.clocks, keys.cases, keys.everyCase],
    (client, answer) => client.setQueryData<EventClocks>(keys.clocks, answer),
  )
