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
  loses = false,
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
  /** What is done cannot be had back: then keeping is the green button, and the one that has the focus. */
  loses?: boolean
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
          <Button
            type="submit"
            form={form}
            variant={loses ? 'default' : 'filled'}
            loading={isBusy}
            disabled={isDisabled}
          >
            {act}
          </Button>
          <Button
            variant={loses ? 'filled' : 'default'}
            {...(loses && { 'data-autofocus': true })}
            onClick={onClose}
          >
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
