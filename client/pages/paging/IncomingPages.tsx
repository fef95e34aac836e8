// What calls this member now, one at a time. The screen itself is loaded when it is first needed.

import { lazy, Suspense, useEffect } from 'react'
import { usePages } from '../../api/pages.ts'
import { useMembersById } from '../../api/queries.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { sayAsked, sayCaller } from './asked-words.ts'

const IncomingPage = lazy(async () => ({ default: (await import('./IncomingPage.tsx')).IncomingPage }))

export function IncomingPages() {
  const { data } = usePages()
  const announce = useAnnounce()
  const first = data?.incoming[0]
  const caller = useMembersById().get(first?.by ?? '')?.name
  const said = first && sayAsked(sayCaller(first.by, caller), first)
  useEffect(() => {
    if (said) announce.assertive(said)
  }, [announce, said])
  if (!first) return null
  return (
    <Suspense>
      <IncomingPage key={first.id} page={first} />
    </Suspense>
  )
}
