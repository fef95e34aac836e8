// Offered on a phone that could ring and does not.

import { IconBell } from '@tabler/icons-react'
import { ringFailed, useRingOffer } from '../../api/ring-offer.ts'
import { Notice } from '../../ui/Notice.tsx'
import { RingActs } from '../../ui/RingActs.tsx'
import look from './my-tasks.module.css'

export function RingOffer() {
  const offer = useRingOffer()
  if (!offer) return null
  return (
    <div className={look.notice}>
      <Notice icon={<IconBell aria-hidden="true" />} action={<RingActs {...offer} />}>
        {offer.hasFailed
          ? ringFailed
          : 'Ring while this phone is locked, when somebody needs you or gives you a task? It never shows what it is about.'}
      </Notice>
    </div>
  )
}
