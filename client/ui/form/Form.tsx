// A form: its fields one below the other, what was not done, and its buttons. It is never sent twice at once.

import { Button } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'
import { Notice } from '../Notice.tsx'
import look from './Form.module.css'

type Given = {
  onSend: () => void
  /** It is on its way. */
  isBusy?: boolean
  /** Of `useForm`, where the focus goes to fields that are not right. */
  formRef?: RefObject<HTMLFormElement | null> | undefined
  /** Another look than fields in a column. */
  className?: string | undefined
  children: ReactNode
}

export function Form({ onSend, isBusy = false, formRef, className = look.fields, children }: Given) {
  return (
    <form
      ref={formRef}
      className={className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) onSend()
      }}
    >
      {children}
    </form>
  )
}

/** Why it was not done, as one sentence or two; nothing where there are no words. It is heard at once. */
export function NotDone({ words, action }: { words: string | false | null | undefined; action?: ReactNode }) {
  if (!words) return null
  return (
    <Notice tone="due" role="alert" action={action}>
      {words}
    </Notice>
  )
}

/** What the form does, and the way out of it. */
export function FormActs({
  act,
  isBusy,
  keep = 'Cancel',
  onClose,
}: {
  act: string
  isBusy: boolean
  keep?: string
  onClose: () => void
}) {
  return (
    <div className={look.acts}>
      <Button type="submit" loading={isBusy}>
        {act}
      </Button>
      <Button variant="default" onClick={onClose}>
        {keep}
      </Button>
    </div>
  )
}
