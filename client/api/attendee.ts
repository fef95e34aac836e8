// Whether attendees can report by a page of their own, and where.

import { useQuery } from '@tanstack/react-query'
import type { EventSettings } from '#shared/http/attendee.ts'
import { call } from './ask.ts'
import { useChange } from './changes.ts'
import { keys } from './keys.ts'

export const useEventSettings = () =>
  useQuery({ queryKey: keys.event, queryFn: ({ signal }) => call('readEvent', { signal }) })

export const useChangeEvent = () =>
  useChange(
    (body: Pick<EventSettings, 'publicReports'>) => call('changeEvent', { body }),
    () => [keys.event],
    (client, answer) => client.setQueryData<EventSettings>(keys.event, answer),
  )
