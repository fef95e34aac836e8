// When a page counts as seen: somebody touched this screen, pressed a key or moved a pointer on it after the page was shown. A
// screen that is only on, with nobody in front of it, has been sent the page and no more.

import { useEffect } from 'react'
import { tellPageDelivered, useAnswerPage } from '../../api/pages.ts'

const touches = ['pointerdown', 'keydown', 'wheel'] as const

/** Tells that the page is on this device, and once that somebody was there to see it. */
export function useSeen(id: string): void {
  const { mutate } = useAnswerPage()
  useEffect(() => {
    let isTold = false
    let isTouched = false
    let isSending = false
    let from: string | undefined
    const tell = () => {
      if (!isTouched || isTold || isSending) return
      isSending = true
      const onSuccess = () => {
        isTold = true
      }
      const onSettled = () => {
        isSending = false
      }
      mutate({ id, answer: 'seen' }, { onSuccess, onSettled })
    }
    const touched = () => {
      if (document.visibilityState !== 'visible') return
      isTouched = true
      tell()
    }
    // A browser says that a pointer moved when the page below it changes, too; a hand moves it from one place to another.
    const moved = ({ screenX, screenY }: PointerEvent) => {
      const to = `${screenX} ${screenY}`
      if (from !== undefined && from !== to) touched()
      from = to
    }
    const cameBack = () => {
      if (!isTold && !isTouched) void tellPageDelivered(id)
      tell()
    }
    void tellPageDelivered(id)
    for (const touch of touches) window.addEventListener(touch, touched, true)
    window.addEventListener('pointermove', moved, true)
    // Without a network it is told when there is one.
    window.addEventListener('online', cameBack)
    return () => {
      for (const touch of touches) window.removeEventListener(touch, touched, true)
      window.removeEventListener('pointermove', moved, true)
      window.removeEventListener('online', cameBack)
    }
  }, [id, mutate])
}
