// What is said aloud without moving the focus: one polite and one assertive live region for the whole page.

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export type Announce = {
  /** Said when the reader is done with what it says now. */
  polite: (text: string) => void
  /** Said at once: a page, an own new task. Nothing else. */
  assertive: (text: string) => void
}

const AnnounceContext = createContext<Announce>({ polite: () => {}, assertive: () => {} })

/** Stable across renders: safe in dependency lists. */
export const useAnnounce = (): Announce => useContext(AnnounceContext)

type Line = { text: string; turn: number }

export function Announcer({ children }: { children: ReactNode }) {
  const [polite, setPolite] = useState<Line>({ text: '', turn: 0 })
  const [assertive, setAssertive] = useState<Line>({ text: '', turn: 0 })
  const announce = useMemo<Announce>(
    () => ({
      polite: (text) => setPolite((last) => ({ text, turn: last.turn + 1 })),
      assertive: (text) => setAssertive((last) => ({ text, turn: last.turn + 1 })),
    }),
    [],
  )
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sr-only" aria-live="polite" data-announcer="polite">
        {/* A new key makes the same words be said again. */}
        <span key={polite.turn}>{polite.text}</span>
      </div>
      <div className="sr-only" aria-live="assertive" data-announcer="assertive">
        <span key={assertive.turn}>{assertive.text}</span>
      </div>
    </AnnounceContext>
  )
}
