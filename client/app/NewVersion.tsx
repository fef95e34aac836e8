// A new version is loaded when a case is next opened, never under somebody who types, and never while words wait to be sent.

import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useLive } from '../sync/live-context.tsx'
import { addresses } from '../ui/addresses.ts'
import { Notice } from '../ui/Notice.tsx'
import { loadNewVersion, useNewVersion } from './new-version.ts'

export function NewVersion() {
  const isWaiting = useNewVersion()
  const live = useLive()
  const [path] = useLocation()
  const was = useRef(path)
  useEffect(() => {
    const hasOpened = path !== was.current && path.startsWith(addresses.cases)
    was.current = path
    if (isWaiting && hasOpened) loadNewVersion(() => live.unsavedEdits() === 0)
  }, [path, isWaiting, live])
  if (!isWaiting) return null
  return <Notice role="status">A new version is ready. It loads when you next open a case.</Notice>
}
