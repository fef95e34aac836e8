// Whom the event names outside the team.

import { useQuery } from '@tanstack/react-query'
import type { OutsidePerson } from '#shared/http/outside.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

export const useOutside = () =>
  useQuery({ queryKey: keys.outside, queryFn: ({ signal }) => call('readOutside', { signal }) })

export const useChangeOutside = () =>
  useChange(
    (body: OutsidePerson) => call('changeOutside', { body }),
    () => [keys.outside],
    (client, answer) => client.setQueryData<OutsidePerson>(keys.outside, answer),
  )
