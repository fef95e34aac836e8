// A display's token: out of the address it was opened with, or made here by the member who opens the page. Kept for this
// window alone, so that a reload goes on.

import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { makeDisplay } from '../../api/displays.ts'
import { addresses } from '../../ui/addresses.ts'
import type { PartState } from '../../ui/part-state.tsx'

export type DisplayToken = PartState<string>

/** The display is over: its window makes a new one when it is opened again. */
export const forgetDisplayToken = (code: string): void => sessionStorage.removeItem(keyOf(code))

const keyOf = (code: string) => `greenroom-display-${code}`

export function useDisplayToken(code: string): DisplayToken {
  const [, navigate] = useLocation()
  const [token, setToken] = useState<DisplayToken>(() => {
    const kept = sessionStorage.getItem(keyOf(code))
    return kept ? { is: 'there', data: kept } : { is: 'loading' }
  })
  useEffect(() => {
    if (token.is !== 'loading') return
    makeDisplay(code).then(
      (made) => {
        sessionStorage.setItem(keyOf(code), made)
        setToken({ is: 'there', data: made })
      },
      (error) => {
        if (isProblem(error, 'not-signed-in'))
          navigate(addresses.signIn, { replace: true, state: { back: location.pathname } })
        else if (!isProblem(error) || error.kind === 'not-available') setToken({ is: 'not-available' })
        else setToken({ is: 'failed', isTrying: false, again: () => setToken({ is: 'loading' }) })
      },
    )
  }, [code, token.is, navigate])
  return token
}
