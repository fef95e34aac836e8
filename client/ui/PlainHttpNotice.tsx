// Without https a browser gives no service worker, no push and no passkeys. Said once, calmly, on every screen.

import { IconLockOpen } from '@tabler/icons-react'
import { Notice } from './Notice.tsx'
import look from './PlainHttpNotice.module.css'

export function PlainHttpNotice() {
  if (window.isSecureContext) return null
  return (
    <div className={look.wrap}>
      <Notice tone="due" icon={<IconLockOpen aria-hidden="true" />}>
        This connection is not encrypted. Nothing is kept on this phone. Reports, meetings and tasks work
        while this page is open.
      </Notice>
    </div>
  )
}
