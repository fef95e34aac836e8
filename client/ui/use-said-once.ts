// What has come to stand on a page is said aloud once, also to whoever looks elsewhere on it.

import { useEffect, useRef } from 'react'
import { useAnnounce } from './Announcer.tsx'

/** Says these words politely; other words are said again. */
export function useSaidOnce(words: string): void {
  const announce = useAnnounce()
  const said = useRef<string>(undefined)
  useEffect(() => {
    if (said.current === words) return
    said.current = words
    announce.polite(words)
  }, [announce, words])
}
