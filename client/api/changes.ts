// What screens change on the server, as hooks. Each one names the answers that it makes out of date; the live
// connection would say so too, but nobody should wait for it on their own screen.

import { type QueryClient, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  CaseCard,
  Level,
  LiftAsk,
  PeopleInCase,
  PersonAsk,
  PersonPatch,
  Stage,
} from '#shared/http/cases.ts'
import type {
  InvitationAcceptAsk,
  InvitationAsk,
  Me,
  RecoveryAsk,
  SetupAsk,
  SignInAsk,
} from '#shared/http/people.ts'
import type { TaskAnswerAsk } from '#shared/http/tasks.ts'
import type { CasePart } from '#shared/protocol/events.ts'
import { call } from './ask.ts'
import { keys } from './keys.ts'
import { makeRoomFor, whenLeft } from './leave.ts'
import { forget } from './query-client.ts'
import { answerTask } from './waiting-answers.ts'

/**
 * A mutation that makes the answers under these keys out of date when it is over, well or badly.
 * @param know what is known by its answer already, before anything is asked anew
 */
export function useChange<V, A = void>(
  change: (what: V) => Promise<A>,
  outdates: (what: V) => readonly QueryKey[] = () => [],
  know: (client: QueryClient, answer: A, what: V) => void = () => {},
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (answer, what) => know(client, answer, what),
    onSettled: (_answer, _error, what) => {
      for (const queryKey of outdates(what)) void client.invalidateQueries({ queryKey })
    },
  })
}

/** A sign-in of any kind: the answer says who that is. */
function useEntry<V>(enter: (what: V) => Promise<Me>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (what: V) => {
      await whenLeft()
      const me = await enter(what)
      await makeRoomFor(me.member.id)
      const before = client.getQueryData<Me | null>(keys.me)
      if (before?.member.id !== me.member.id) forget(client)
      client.setQueryData<Me | null>(keys.me, me)
      client.setQueryData(keys.sessionOver, false)
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  })
}

export const useSignIn = () => useEntry((body: SignInAsk) => call('signIn', { body }))
export const useSetUp = () => useEntry((body: SetupAsk) => call('setUp', { body }))
export const useAcceptInvitation = () =>
  useEntry((body: InvitationAcceptAsk) => call('acceptInvitation', { body }))
export const useRecover = () => useEntry((body: RecoveryAsk) => call('recover', { body }))

/** Ends the session, and forgets everything on this device even where the server could not be told. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => call('signOut'), onSettled: () => forget(client) })
}

/** The second proof, good for ten minutes. */
export const useProve = () => useChange((body: { password: string }) => call('prove', { body }))

export const useInvite = () =>
  useChange(
    (body: InvitationAsk) => call('makeInvitation', { body }),
    () => [keys.invitations],
  )

export const useWithdrawInvitation = () =>
  useChange(
    (id: string) => call('revokeInvitation', { params: { id } }),
    () => [keys.invitations],
  )

export const useEndAccount = () =>
  useChange(
    (id: string) => call('endAccount', { params: { id } }),
    () => [keys.members],
  )

/** As the chair: I know who this is, their role counts from now on. */
export const useConfirmMember = () =>
  useChange(
    (id: string) => call('confirmMember', { params: { id } }),
    () => [keys.members],
  )

/** Moves a case to a stage; the card moves at once and goes back if the server says no. */
export function useMoveCase() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; stage: Stage; from?: Stage }) =>
      call('moveCase', { params: { id }, body }),
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
      void client.invalidateQueries({ queryKey: keys.casePart(id, 'head') })
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
/** The card, and these parts of the case. */
const outdating =
  (...parts: readonly CasePart[]) =>
  ({ caseId }: InCase): QueryKey[] => [
    ...([...parts, 'head'] as const).map((part) => keys.casePart(caseId, part)),
    keys.cases,
  ]
/** Whoever is listed may be excluded with it. */
const ofPeople = outdating('people', 'access')
const ofAccess = outdating('access')

export const useSetAccess = () =>
  useChange(
    ({ caseId, member, level }: InCase & { member: string; level: Level }) =>
      call('giveAccess', { params: { id: caseId, memberId: member }, body: { level } }),
    ofAccess,
  )

export const useRemoveAccess = () =>
  useChange(
    ({ caseId, member }: InCase & { member: string }) =>
      call('takeAccess', { params: { id: caseId, memberId: member } }),
    ofAccess,
  )

/** One word of two to let somebody back in who was locked out. */
export const useLetBackIn = () =>
  useChange(
    ({ caseId, member, reason }: InCase & { member: string } & LiftAsk) =>
      call('liftExclusion', { params: { id: caseId, memberId: member }, body: { reason } }),
    ofPeople,
  )

export const useAddPerson = () =>
  useChange(
    ({ caseId, ...body }: InCase & PersonAsk) => call('addPerson', { params: { id: caseId }, body }),
    ofPeople,
    // Their name becomes a chip as soon as somebody writes it.
    (client, person, { caseId }) =>
      client.setQueryData<PeopleInCase>(
        keys.casePart(caseId, 'people'),
        (known) => known && { people: [...known.people.filter(({ id }) => id !== person.id), person] },
      ),
  )

/** Corrects what is known of a person in the case; what is left out stays as it is. */
export const useChangePerson = () =>
  useChange(
    ({ caseId, person, ...body }: InCase & { person: string } & PersonPatch) =>
      call('changePerson', { params: { id: caseId, personId: person }, body }),
    ofPeople,
  )

/** Takes a person off the list. Whoever was locked out through the entry stays so. */
export const useRemovePerson = () =>
  useChange(
    ({ caseId, person }: InCase & { person: string }) =>
      call('removePerson', { params: { id: caseId, personId: person } }),
    ofPeople,
  )

/** A member's own word about a conflict, before they see a case. */
export const useAnswerConflict = () =>
  useChange(
    ({ caseId, answer }: InCase & { answer: 'none' | 'conflict' }) =>
      call('answerConflictCheck', { params: { id: caseId }, body: { answer } }),
    (what) => [keys.case(what.caseId), keys.cases, keys.conflictChecks],
  )

/** "Is this our Tomás Ibarra?" */
export const useAnswerLikeness = () =>
  useChange(
    ({ caseId, member, isThem }: InCase & { member: string; isThem: boolean }) =>
      call('answerLikeness', { params: { id: caseId, memberId: member }, body: { isThem } }),
    ofPeople,
  )

/** Adds something below a report of a case. */
export const useAmend = (caseId: string) =>
  useChange(
    ({ report, ...body }: { report: string; id: string; words: string }) =>
      call('amendReport', { params: { id: report }, body }),
    () => [keys.casePart(caseId, 'reports')],
  )
