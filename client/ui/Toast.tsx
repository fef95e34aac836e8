// One line about what was just done, perhaps with a way back. It never takes the focus, and stays while somebody
// points at it or has the focus in it.

import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import look from './Toast.module.css'

export type ToastWords = {
  text: string
  /** The way back: "Undo". */
  act?: { label: string; run: () => void }
}

const shownMs = 10_000

/** Shows `toast` until it is acted on, or has been up for ten seconds. `onGone` must clear it. */
export function Toast({ toast, onGone }: { toast: ToastWords | null; onGone: () => void }) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (!toast || isHeld) return
    const timer = setTimeout(onGone, shownMs)
    return () => clearTimeout(timer)
  }, [toast, isHeld, onGone])
  return (
    // The live region is there before its words are, so that they are said.
    <div
      role="status"
      className={look.place}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast && (
        <div className={look.toast}>
          <span className={look.words}>{toast.text}</span>
          {toast.act && (
            <Button
              variant="subtle"
              className={look.act}
              onClick={() => {
                onGone()
                toast.act?.run()
              }}
            >
              {toast.act.label}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
