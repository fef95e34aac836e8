// One toast of a screen: what it says, and the way to say or clear it.

import { useCallback, useState } from 'react'
import type { ToastWords } from './Toast.tsx'

/** `say` shows words in place of those before; `toast` and `onGone` are for the Toast element. */
export function useToast(): {
  say: (text: string, act?: ToastWords['act']) => void
  shown: { toast: ToastWords | null; onGone: () => void }
} {
  const [toast, setToast] = useState<ToastWords | null>(null)
  const say = useCallback(
    (text: string, act?: ToastWords['act']) => setToast({ text, ...(act && { act }) }),
    [],
  )
  const onGone = useCallback(() => setToast(null), [])
  return { say, shown: { toast, onGone } }
}
