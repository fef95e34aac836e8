// One's own account, and what those who run the team change about a member's.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { MemberPatch, MePatch, PasswordAsk } from '#shared/http/people.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

/** Whose way back in this link is. */
export const useRecoveryLook = (token: string | undefined) =>
  useQuery({
    queryKey: ['recovery-look', token],
    enabled: token !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) => call('lookAtRecovery', { body: { token: token ?? '' }, signal }),
  })

/** Who invites to what by this link. */
export const useInvitationLook = (token: string | undefined) =>
  useQuery({
    queryKey: ['invitation-look', token],
    enabled: token !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) => call('lookAtInvitation', { body: { token: token ?? '' }, signal }),
  })

/** Where this member is signed in. */
export const useOwnSessions = () =>
  useQuery({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => call('listSessions', { signal }),
  })

/** Until when this member is signed in here. */
export const useSessionLength = () =>
  useQuery({
    queryKey: keys.sessionLength,
    queryFn: ({ signal }) => call('readSession', { signal }),
    // The server carries it through a meeting by itself.
    refetchInterval: 5 * 60_000,
  })

/** Somebody is at it. */
export function useStaySignedIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('staySignedIn'),
    onSuccess: (length) => client.setQueryData(keys.sessionLength, length),
  })
}

const ofMe = () => [keys.me, keys.members]
const ofSessions = () => [keys.ownSessions]

export const useChangeMe = () => useChange((body: MePatch) => call('changeMe', { body }), ofMe)

export const useChangePassword = () =>
  useChange((body: PasswordAsk) => call('changePassword', { body }), ofSessions)

export const useEndSession = () =>
  useChange((id: string) => call('endSession', { params: { id } }), ofSessions)

export const useEndOtherSessions = () => useChange(() => call('endOtherSessions'), ofSessions)

/** A link by which a member gets back in. */
export const useMakeRecovery = () => useChange((id: string) => call('makeRecovery', { params: { id } }))

export const useChangeMember = () =>
  useChange(
    ({ id, ...body }: { id: string } & MemberPatch) => call('changeMember', { params: { id }, body }),
    ofMe,
  )
