// Adding a phone: the code on one's own device, the phone that waits, and those who let it in.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PhoneCode, PhoneState, WaitingPhone } from '#shared/http/phones.ts'
import { ask } from './ask.ts'
import { keys } from './keys.ts'

export const usePhoneCode = () =>
  useMutation({ mutationFn: () => ask<PhoneCode>('POST', '/api/phone-codes') })

/** Uses a code on the phone itself. */
export const useAddThisPhone = () =>
  useMutation({ mutationFn: (code: string) => ask<PhoneState>('POST', '/api/phone', { body: { code } }) })

const askEveryMs = 2_000

/** The waiting phone has no live connection yet, so it asks. */
export const usePhoneState = (isAsked: boolean) =>
  useQuery<PhoneState>({
    queryKey: ['phone'],
    enabled: isAsked,
    gcTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.is === 'in' ? false : askEveryMs),
    queryFn: ({ signal }) => ask<PhoneState>('GET', '/api/phone', { signal }),
  })

/** The phones that this member may let in now. */
export const useWaitingPhones = () =>
  useQuery({
    queryKey: keys.waitingPhones,
    queryFn: async ({ signal }) =>
      (await ask<{ phones: WaitingPhone[] }>('GET', '/api/waiting-phones', { signal })).phones,
  })

export function useLetIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, isLetIn }: { id: string; isLetIn: boolean }) =>
      ask('POST', `/api/waiting-phones/${id}`, { body: { isLetIn } }),
    onSettled: () => void client.invalidateQueries({ queryKey: keys.waitingPhones }),
  })
}
