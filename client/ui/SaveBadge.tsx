// The save state in a header. It draws every text at once and says aloud only a change of kind that lasts:
// nobody wants to hear "Saving" and "Saved" at every word.

import {
  IconAlertTriangle,
  IconCircleCheck,
  IconLoader2,
  IconRefresh,
  IconWifiOff,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useAnnounce } from './Announcer.tsx'
import look from './SaveBadge.module.css'

export type SaveKind = 'saved' | 'saving' | 'offline' | 'sending' | 'not-saved'

const icons = {
  saved: IconCircleCheck,
  saving: IconLoader2,
  offline: IconWifiOff,
  sending: IconRefresh,
  'not-saved': IconAlertTriangle,
} as const

const saidAfterMs = 1_500

export function SaveBadge({ kind, text }: { kind: SaveKind; text: string }) {
  const announce = useAnnounce()
  const said = useRef<SaveKind>(kind)
  const latest = useRef(text)
  latest.current = text

  useEffect(() => {
    if (said.current === kind || kind === 'saving') return
    const timer = setTimeout(() => {
      said.current = kind
      announce.polite(latest.current)
    }, saidAfterMs)
    return () => clearTimeout(timer)
  }, [kind, announce])

  return (
    // aria-live off: the role's own announcing would repeat every count.
    <span role="status" aria-label="Save state" aria-live="off" data-kind={kind} className={look.said}>
      <SaveLook kind={kind} text={text} />
    </span>
  )
}

/** The same for the eye alone. */
export function SaveLook({ kind, text }: { kind: SaveKind; text: string }) {
  const Icon = icons[kind]
  return (
    <span className={`${look.save} ${look[kind]} num`}>
      <Icon aria-hidden="true" />
      <span>{text}</span>
    </span>
  )
}
