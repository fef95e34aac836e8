// What screens change on the server, as hooks. Each one names the answers that it makes out of date; the live
// connection would say so too, but nobody should wait for it on their own screen.

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import type { CaseCard, Level, PersonAsk, PersonPatch, Stage } from '#shared/http/cases.ts'
import type {
  InvitationAcceptAsk,
  InvitationAsk,
  Me,
  NewInvitation,
  SetupAsk,
  SignInAsk,
} from '#shared/http/people.ts'
import type { TaskAnswerAsk } from '#shared/http/tasks.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'
import { forget } from './query-client.ts'
import { answerTask } from './waiting-answers.ts'

/** A mutation that makes the answers under these keys out of date when it is over, well or badly. */
function useChange<V, A = void>(
  change: (what: V) => Promise<A>,
  outdates: (what: V) => readonly QueryKey[] = () => [],
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: (_answer, _error, what) => {
      for (const queryKey of outdates(what)) void client.invalidateQueries({ queryKey })
    },
  })
}

/** A sign-in of any kind: the answer says who that is. */
function useEntry<V>(path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (what: V) => {
      const me = await ask<Me>('POST', path, { body: what })
      const before = client.getQueryData<Me | null>(keys.me)
      if (before?.member.id !== me.member.id) forget(client)
      client.setQueryData<Me | null>(keys.me, me)
      client.setQueryData(keys.sessionOver, false)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  })
}

export const useSignIn = () => useEntry<SignInAsk>('/api/sign-in')
export const useSetUp = () => useEntry<SetupAsk>('/api/setup')
export const useAcceptInvitation = () => useEntry<InvitationAcceptAsk>('/api/invitations/accept')

/** Ends the session, and forgets everything on this device even where the server could not be told. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => ask('POST', '/api/sign-out'), onSettled: () => forget(client) })
}

/** The second proof, good for ten minutes. */
export const useProve = () => useChange((body: { password: string }) => ask('POST', '/api/prove', { body }))

export const useInvite = () =>
  useChange(
    (body: InvitationAsk) => ask<NewInvitation>('POST', '/api/invitations', { body }),
    () => [keys.invitations],
  )

export const useWithdrawInvitation = () =>
  useChange(
    (id: string) => ask('DELETE', `/api/invitations/${id}`),
    () => [keys.invitations],
  )

export const useEndAccount = () =>
  useChange(
    (id: string) => ask('DELETE', `/api/members/${id}`),
    () => [keys.members],
  )

/** Moves a case to a stage; the card moves at once and goes back if the server says no. */
export function useMoveCase() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, stage }: { id: string; stage: Stage }) =>
      ask('PATCH', `/api/cases/${id}`, { body: { stage } }),
    onMutate: async ({ id, stage }) => {
      await client.cancelQueries({ queryKey: keys.cases })
      const before = client.getQueryData<CaseCard[]>(keys.cases)
      client.setQueryData<CaseCard[]>(keys.cases, (cards) =>
        cards?.map((card) => (card.id === id ? { ...card, stage } : card)),
      )
      return { before }
    },
    onError: (_error, _what, context) => client.setQueryData(keys.cases, context?.before),
    onSettled: (_answer, _error, { id }) => {
      void client.invalidateQueries({ queryKey: keys.cases })
      void client.invalidateQueries({ queryKey: keys.case(id) })
    },
  })
}

/** Answers a task of mine: accepted, cannot, done, or open again. Without a network the answer waits on this device. */
export const useAnswerTask = () =>
  useChange(
    ({ id, ...body }: { id: string } & TaskAnswerAsk) => answerTask({ id, ...body }),
    () => [keys.myTasks],
  )

type InCase = { caseId: string }
const inCase = ({ caseId }: InCase): QueryKey[] => [keys.case(caseId), keys.cases]

export const useSetAccess = () =>
  useChange(
    ({ caseId, member, level }: InCase & { member: string; level: Level }) =>
      ask('PUT', `/api/cases/${caseId}/access/${member}`, { body: { level } }),
    inCase,
  )

export const useRemoveAccess = () =>
  useChange(
    ({ caseId, member }: InCase & { member: string }) =>
      ask('DELETE', `/api/cases/${caseId}/access/${member}`),
    inCase,
  )

export const useAddPerson = () =>
  useChange(
    ({ caseId, ...body }: InCase & PersonAsk) => ask('POST', `/api/cases/${caseId}/people`, { body }),
    inCase,
  )

/** Corrects what is known of a person in the case; what is left out stays as it is. */
export const useChangePerson = () =>
  useChange(
    ({ caseId, person, ...body }: InCase & { person: string } & PersonPatch) =>
      ask('PATCH', `/api/cases/${caseId}/people/${person}`, { body }),
    inCase,
  )

/** Takes a person off the list. Whoever was locked out through the entry stays so. */
export const useRemovePerson = () =>
  useChange(
    ({ caseId, person }: InCase & { person: string }) =>
      ask('DELETE', `/api/cases/${caseId}/people/${person}`),
    inCase,
  )

/** A member's own word about a conflict, before they see a case. */
export const useAnswerConflict = () =>
  useChange(
    ({ caseId, answer }: InCase & { answer: 'none' | 'conflict' }) =>
      ask('POST', `/api/cases/${caseId}/conflict`, { body: { answer } }),
    (what) => [...inCase(what), keys.conflictChecks],
  )
