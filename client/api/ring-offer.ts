// Whether this device offers to ring: it could, and does not. A page or a task that is only shown while the app is open may come
// too late. Put off, it is offered again on the next day of the event.

import { useState } from 'react'
import { localTime } from '#shared/tasks/zone.ts'
import { useNow } from '../ui/use-now.ts'
import { usePush } from './push.ts'
import { useMe } from './queries.ts'

const laterKey = 'greenroom-ring-later'

/** The day of the event, as it is kept: `2026-3-5`. */
export function dayOfEvent(nowMs: number, timeZone: string): string {
  const { year, month, day } = localTime(new Date(nowMs), timeZone)
  return `${year}-${month}-${day}`
}

export type RingOffer = { isBusy: boolean; hasFailed: boolean; turnOn: () => void; putOff: () => void }

/** @returns undefined where nothing is offered: it rings, cannot, or was put off today */
export function useRingOffer(): RingOffer | undefined {
  const { state, isBusy, hasFailed, set } = usePush()
  const { data: me } = useMe()
  const [putOffOn, setPutOff] = useState(() => localStorage.getItem(laterKey))
  const today = dayOfEvent(useNow(60_000), me?.event.timeZone ?? 'UTC')
  if (state !== 'off' || putOffOn === today || !me) return undefined
  return {
    isBusy,
    hasFailed,
    turnOn: () => set(true),
    putOff: () => {
      localStorage.setItem(laterKey, today)
      setPutOff(today)
    },
  }
}

export const ringFailed = 'Notifications could not be turned on now. Try again in a moment.'
