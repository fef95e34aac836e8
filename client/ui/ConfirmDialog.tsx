// One question before something that cannot be taken back lightly. The button names the act.

import { Button } from '@mantine/core'
import { type ReactNode, useId } from 'react'
import { Dialog } from './Dialog.tsx'

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
  const form = useId()
  return (
    <Dialog
      isOpen={isOpen}
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={form} loading={isBusy} disabled={isDisabled}>
            {act}
          </Button>
          <Button variant="default" onClick={onClose}>
            {keep}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy && !isDisabled) onAct()
        }}
      >
        {children}
      </form>
    </Dialog>
  )
}
