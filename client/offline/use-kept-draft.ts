// A form whose words are there again after a reload, sealed on this device like everything that waits here.

import { useEffect, useRef } from 'react'
import { type DraftPlace, keepDraft } from './kept-draft.ts'

type Written<V> = { readonly values: V; readonly isTouched: boolean; put(values: V): void }

/**
 * Keeps what is typed from now on, and puts back what was typed before.
 * @param scope the case it is about: whoever may not open it any more has nothing left of it here
 * @param kind one form of one thing, for good: `person new`
 * @returns to be called once it was sent, or given up
 */
export function useKeptDraft<V>({ scope, kind }: DraftPlace, form: Written<V>): () => void {
  const latest = useRef(form)
  latest.current = form
  const isOver = useRef(false)
  const listeners = useRef(new Set<() => void>())

  useEffect(() => {
    isOver.current = false
    const { stop } = keepDraft<V>(
      {
        isSomebodyHere: () => true,
        toKeep: () => (latest.current.isTouched && !isOver.current ? latest.current.values : undefined),
        restore: (found) => {
          if (isOver.current) return false
          latest.current.put(found)
          return true
        },
        noteKept: () => {},
        subscribe: (listener) => {
          listeners.current.add(listener)
          return () => listeners.current.delete(listener)
        },
      },
      { scope, kind: `draft ${kind}` },
    )
    return stop
  }, [scope, kind])

  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something else is typed
  useEffect(() => {
    for (const listener of listeners.current) listener()
  }, [form.values])

  return () => {
    isOver.current = true
    for (const listener of listeners.current) listener()
  }
}
