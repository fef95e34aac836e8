// One question before something that cannot be taken back lightly. The button names the act and focus returns to
// the opener.

import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import look from './ConfirmDialog.module.css'

export function ConfirmDialog({
  isOpen,
  title,
  children,
  act,
  keep = 'Cancel',
  onAct,
  onClose,
  isBusy = false,
  isDisabled = false,
}: {
  isOpen: boolean
  title: string
  children?: ReactNode
  /** What the button does, in its own words: "Record decision". */
  act: string
  keep?: string
  onAct: () => void
  onClose: () => void
  isBusy?: boolean
  isDisabled?: boolean
}) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} withCloseButton={false} classNames={look}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && !isDisabled) onAct()
        }}
      >
        <div className={look.words}>{children}</div>
        <div className={look.actions}>
          <Button type="submit" loading={isBusy} disabled={isDisabled}>
            {act}
          </Button>
          <Button variant="default" onClick={onClose}>
            {keep}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
