// Offered in the sidebar to whoever is paged first: their laptop rings only while Greenroom is in sight. It stands where it moves
// nothing when it comes.

import { actingRole } from '#shared/access/rules.ts'
import { useMe } from '../api/queries.ts'
import { ringFailed, useRingOffer } from '../api/ring-offer.ts'
import { RingActs } from '../ui/RingActs.tsx'
import look from './Sidebar.module.css'

export function RingHere() {
  const { data: me } = useMe()
  return me && actingRole(me.member) !== 'staff' ? <Offer /> : null
}

function Offer() {
  const offer = useRingOffer()
  if (!offer) return null
  return (
    <section className={look.ring} aria-label="Notifications here">
      <p>
        {offer.hasFailed
          ? ringFailed
          : 'Ring on this computer when somebody pages you, also while Greenroom is closed?'}
      </p>
      <RingActs {...offer} />
    </section>
  )
}
