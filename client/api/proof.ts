// An act that wants the password once more, unless it was given a moment ago: it is tried, the password is asked for where
// the server says so, and then it is tried again.

import { useState } from 'react'
import type { Proved } from '../ui/ProvedDialog.tsx'
import { isProblem } from './ask.ts'
import { useProve } from './changes.ts'

/** What is wrong with a field says more than that something is. */
function wordsOf(error: unknown): string {
  const [ofField] = isProblem(error) ? Object.values(error.fields) : []
  return ofField ?? (error instanceof Error ? error.message : 'That did not work.')
}

export function useProved(act: () => Promise<unknown>): Proved {
  const prove = useProve()
  const [password, setPassword] = useState('')
  const [needsProof, setNeedsProof] = useState(false)
  const [words, setWords] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const run = async (): Promise<boolean> => {
    setWords(undefined)
    setBusy(true)
    try {
      if (needsProof) await prove.mutateAsync({ password })
      await act()
      return true
    } catch (error) {
      if (isProblem(error, 'needs-proof')) setNeedsProof(true)
      else if (isProblem(error, 'wrong-pair')) setWords('That did not work. Check the password.')
      else setWords(wordsOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { run, needsProof, password, setPassword, words, isBusy }
}
