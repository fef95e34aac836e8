// A display's token: out of the address it was opened with, or made here by the member who opens the page. Kept for this
// window alone, so that a reload goes on.

import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import { ask, isProblem } from '../../api/ask.ts'
import { codeOf } from '../../api/queries.ts'

export type DisplayToken = { is: 'waiting' } | { is: 'none' } | { is: 'here'; token: string }

/** The display is over: its window makes a new one when it is opened again. */
export const forgetDisplayToken = (code: string): void => sessionStorage.removeItem(keyOf(code))

const keyOf = (code: string) => `greenroom-display-${code}`

export function useDisplayToken(code: string): DisplayToken {
  const [, navigate] = useLocation()
  const [token, setToken] = useState<DisplayToken>(() => {
    const kept = sessionStorage.getItem(keyOf(code))
    return kept ? { is: 'here', token: kept } : { is: 'waiting' }
  })
  useEffect(() => {
    if (token.is !== 'waiting') return
    makeToken(code).then(
      (made) => {
        sessionStorage.setItem(keyOf(code), made)
        setToken({ is: 'here', token: made })
      },
      (error) => {
        if (isProblem(error, 'not-signed-in'))
          navigate('/sign-in', { replace: true, state: { back: location.pathname } })
        else setToken({ is: 'none' })
      },
    )
  }, [code, token.is, navigate])
  return token
}

async function makeToken(code: string): Promise<string> {
  const { cases } = await ask<{ cases: CaseCard[] }>('GET', '/api/cases')
  const found = cases.find((card) => codeOf(card.codeName) === code)
  if (!found) throw new Error('no such case')
  const { token } = await ask<{ token: string }>('POST', `/api/cases/${found.id}/displays`)
  return token
}
