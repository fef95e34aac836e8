// An invitation that is opened: by somebody new, or on a device where somebody is signed in, who is asked first.

import { lazy, type ReactNode, useState } from 'react'
import { useMe } from '../api/queries.ts'
import { Waiting } from '../ui/Waiting.tsx'

const InvitePage = lazy(async () => ({
  default: (await import('../pages/invite/InvitePage.tsx')).InvitePage,
}))

/** @param children the screens of whoever is signed in, which know this address too */
export function Invited({ children }: { children: ReactNode }) {
  const { data: me, isPending } = useMe()
  const [isNew, setNew] = useState(false)
  // Once and for all: whoever joins here is signed in a moment before they are led on.
  if (!isNew && !isPending && !me) setNew(true)
  if (isNew) return <InvitePage />
  return isPending ? <Waiting /> : children
}
