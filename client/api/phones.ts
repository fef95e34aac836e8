// Adding a phone: the code on one's own device, the phone that waits, and those who let it in.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PhoneState } from '#shared/http/phones.ts'
import { call, isProblem } from './ask.ts'
import { keys } from './keys.ts'
import { leaveDevice } from './leave.ts'

export const usePhoneCode = () => useMutation({ mutationFn: () => call('makePhoneCode') })

/** Uses a code on the phone itself. */
export const useAddThisPhone = () =>
  useMutation({
    mutationFn: async (code: string) => {
      const state = await call('usePhoneCode', { body: { code } })
      // Whoever was signed in here before is so no longer.
      await leaveDevice()
      return state
    },
  })

const askEveryMs = 2_000

/** The waiting phone has no live connection yet, so it asks. */
export const usePhoneState = (isAsked: boolean) =>
  useQuery<PhoneState>({
    queryKey: ['phone'],
    enabled: isAsked,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.data?.is === 'in' || isProblem(state.error, 'not-available') ? false : askEveryMs,
    queryFn: async ({ signal }) => {
      try {
        return await call('readPhone', { signal })
      } catch (error) {
        if (isProblem(error, 'not-available')) await leaveDevice()
        throw error
      }
    },
  })

/** The phones that this member may let in now. */
export const useWaitingPhones = () =>
  useQuery({
    queryKey: keys.waitingPhones,
    queryFn: async ({ signal }) => (await call('listWaitingPhones', { signal })).phones,
  })

export function useLetIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, isLetIn }: { id: string; isLetIn: boolean }) =>
      call('answerWaitingPhone', { params: { id }, body: { isLetIn } }),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.waitingPhones }),
  })
}
