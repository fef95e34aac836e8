// One-time tokens come in the fragment of an address, which no server or log sees. They are taken out of the address
// bar at once, so that they are neither shown nor bookmarked. The tab's entry for this page keeps them, so that a
// reload still works; going on with `replace` forgets them.

import { useEffect, useState } from 'react'

function takeToken(): string | undefined {
  const token = location.hash.slice(1)
  if (!token || token === 'main') return readKept()
  history.replaceState({ ...history.state, token }, '', location.pathname)
  return token
}

function readKept(): string | undefined {
  const kept = (history.state as { token?: unknown } | null)?.token
  return typeof kept === 'string' ? kept : undefined
}

/** The token after `#`, or undefined. Another link opened in the same tab is taken too. */
export function useFragmentToken(): string | undefined {
  const [token, setToken] = useState(takeToken)
  useEffect(() => {
    const take = () => setToken((last) => takeToken() ?? last)
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return token
}
