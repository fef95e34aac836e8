// After four seconds of waiting the page says so. Before that: nothing but still shapes.

import { type ReactNode, useEffect, useState } from 'react'

const slowAfterMs = 4_000

/** Still shapes, and after four seconds the sentence about waiting. */
export function Waiting({ children }: { children?: ReactNode }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfterMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div aria-busy="true">
      {children}
      <p role="status" className="meta">
        {isSlow ? 'This is taking longer than usual. You can keep waiting or go back.' : ''}
      </p>
    </div>
  )
}
