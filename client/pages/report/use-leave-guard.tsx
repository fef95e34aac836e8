// Leaving a report that is not sent asks first. Links are caught here; whatever else leads away (Back, keys) loses
// nothing either, because the words stay in this tab.

import { type ReactNode, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { addresses } from '../../ui/addresses.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

/** The card belongs to the report: going there and back is not leaving. */
const belongs = new Set<string>([addresses.report, addresses.firstResponse])

function linkIn(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined
  const link = (event.target as Element | null)?.closest<HTMLAnchorElement>('a[href]')
  if (!link || link.target || link.origin !== location.origin) return undefined
  return belongs.has(link.pathname) ? undefined : link.pathname
}

export function useLeaveGuard(
  isAtRisk: boolean,
  isKept: boolean,
): { leaveTo: (path: string) => void; dialog: ReactNode } {
  const [, navigate] = useLocation()
  const [to, setTo] = useState<string | null>(null)
  useEffect(() => {
    if (!isAtRisk) return
    const onClick = (event: MouseEvent) => {
      const path = linkIn(event)
      if (!path || path === location.pathname) return
      event.preventDefault()
      event.stopPropagation()
      setTo(path)
    }
    document.addEventListener('click', onClick, true)
    return () => document.removeEventListener('click', onClick, true)
  }, [isAtRisk])
  const dialog = (
    <ConfirmDialog
      isOpen={to !== null}
      title="This report is not sent"
      act="Leave"
      loses={!isKept}
      keep="Keep writing"
      onAct={() => {
        setTo(null)
        if (to) navigate(to)
      }}
      onClose={() => setTo(null)}
    >
      {isKept
        ? 'It stays on this device until you send it, clear it or sign out.'
        : 'It stays here until this page is reloaded or closed. Nothing is stored on this device.'}
    </ConfirmDialog>
  )
  return { leaveTo: (path) => (isAtRisk ? setTo(path) : navigate(path)), dialog }
}
