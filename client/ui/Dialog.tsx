// A modal dialog on the browser's own <dialog>: focus is kept inside, Escape closes, focus returns to the opener.

import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import look from './Dialog.module.css'

export function Dialog({
  isOpen,
  title,
  children,
  actions,
  onClose,
}: {
  isOpen: boolean
  title: string
  children: ReactNode
  /** Buttons below; without them there is "Close". */
  actions?: ReactNode
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (!isOpen) return
    const opener = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [isOpen])
  if (!isOpen) return null
  return (
    <dialog ref={dialog} className={look.dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId} className={look.title}>
        {title}
      </h2>
      <div className={look.words}>{children}</div>
      <div className={look.actions}>
        {actions ?? (
          <Button variant="default" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        )}
      </div>
    </dialog>
  )
}
