// One-time tokens come in the fragment of an address, which no server or log sees. They are taken out of the address
// bar at once, so that they are not shown, bookmarked or left in the history.

import { useEffect, useState } from 'react'

function takeToken(): string | undefined {
  const token = location.hash.slice(1)
  if (!token || token === 'main') return undefined
  history.replaceState(history.state, '', location.pathname)
  return token
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
