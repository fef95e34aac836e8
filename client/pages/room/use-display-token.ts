// A display's token: out of the address it was opened with, or made here by the member who opens the page. Kept for this
// window alone, so that a reload goes on.

import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { makeDisplay } from '../../api/displays.ts'
import { addresses } from '../../ui/addresses.ts'
import type { PartState } from '../../ui/part-state.tsx'

export type DisplayToken = PartState<string>

/** Nobody sits at a screen on a wall: what did not arrive is asked for again by itself. */
const againAfterMs = 3_000

/** The display is over: its window makes a new one when it is opened again. */
export const forgetDisplayToken = (code: string): void => sessionStorage.removeItem(keyOf(code))

const keyOf = (code: string) => `greenroom-display-${code}`

const failed = (isTrying: boolean, set: (next: DisplayToken) => void): DisplayToken => ({
  is: 'failed',
  isTrying,
  again: () => set(failed(true, set)),
})

export function useDisplayToken(code: string): DisplayToken {
  const [, navigate] = useLocation()
  const [token, setToken] = useState<DisplayToken>(() => {
    const kept = sessionStorage.getItem(keyOf(code))
    return kept ? { is: 'there', data: kept } : { is: 'loading' }
  })
  const isWanted = token.is === 'loading' || (token.is === 'failed' && token.isTrying)
  useEffect(() => {
    if (!isWanted) return
    makeDisplay(code).then(
      (made) => {
        sessionStorage.setItem(keyOf(code), made)
        setToken({ is: 'there', data: made })
      },
      (error) => {
        if (isProblem(error, 'not-signed-in'))
          navigate(addresses.signIn, { replace: true, state: { back: location.pathname } })
        else if (!isProblem(error) || error.kind === 'not-available') setToken({ is: 'not-available' })
        else setToken(failed(false, setToken))
      },
    )
  }, [code, isWanted, navigate])
  useEffect(() => {
    if (token.is !== 'failed') return
    const timer = setTimeout(token.again, againAfterMs)
    return () => clearTimeout(timer)
  }, [token])
  return token
}
