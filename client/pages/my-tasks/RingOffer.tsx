// Offered once on a phone that could ring and does not: a task that is only shown while the app is open may come too late.

import { Button } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { useState } from 'react'
import { usePush } from '../../api/push.ts'
import { Notice } from '../../ui/Notice.tsx'
import look from './my-tasks.module.css'

const laterKey = 'greenroom-ring-later'

export function RingOffer() {
  const { state, isBusy, hasFailed, set } = usePush()
  const [isLater, setLater] = useState(() => localStorage.getItem(laterKey) === '1')
  if (state !== 'off' || isLater) return null
  const later = () => {
    localStorage.setItem(laterKey, '1')
    setLater(true)
  }
  return (
    <div className={look.notice}>
      <Notice
        icon={<IconBell aria-hidden="true" />}
        action={
          <div className={look.offer}>
            <Button size="compact-md" loading={isBusy} onClick={() => set(true)}>
              Turn on
            </Button>
            <Button size="compact-md" variant="subtle" onClick={later}>
              Not now
            </Button>
          </div>
        }
      >
        {hasFailed
          ? 'Notifications could not be turned on now. Try again in a moment.'
          : 'Be told of a new task while this phone is locked? It shows “something for you”, and never what it is about.'}
      </Notice>
    </div>
  )
}
