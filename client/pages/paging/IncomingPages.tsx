// What calls this member now, one at a time. The screen itself is loaded when it is first needed.

import { lazy, Suspense, useEffect } from 'react'
import { usePages } from '../../api/pages.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'

const IncomingPage = lazy(async () => ({ default: (await import('./IncomingPage.tsx')).IncomingPage }))

export function IncomingPages() {
  const { data } = usePages()
  const announce = useAnnounce()
  const first = data?.incoming[0]
  const said = first && `You are needed now${first.case ? `: ${first.case.codeName}` : ''}.`
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
