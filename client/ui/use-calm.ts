import { useEffect, useState } from 'react'

const calmMs = 600

/**
 * Whether what is asked has stood there for a moment: who reads one question must not answer another that has just taken its place.
 * @param what names the question
 */
export function useCalm(what: string): boolean {
  const [calm, setCalm] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setCalm(what), calmMs)
    return () => clearTimeout(timer)
  }, [what])
  return calm === what
}
