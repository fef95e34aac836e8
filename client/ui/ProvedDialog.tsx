// A question before an act that wants the password once more, when the server asks for it.

import type { ReactNode } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'
import { NotDone } from './form/Form.tsx'
import { PasswordField } from './form/fields.tsx'

/** An act that may want the password first: `useProved` in client/api. */
export type Proved = {
  /** Tries it. Resolves to whether it was done. */
  run: () => Promise<boolean>
  needsProof: boolean
  password: string
  setPassword: (password: string) => void
  /** Why it was not done. */
  words: string | undefined
  isBusy: boolean
}

export function ProvedDialog({
  title,
  children,
  act,
  keep,
  loses = false,
  isIncomplete = false,
  proof,
  onDone,
  onClose,
}: {
  title: string
  children: ReactNode
  /** What the button does, in its own words. */
  act: string
  keep?: string
  /** As in `ConfirmDialog`. */
  loses?: boolean
  /** Something in it is only half written. */
  isIncomplete?: boolean
  proof: Proved
  onDone: () => void
  onClose: () => void
}) {
  const { run, needsProof, password, setPassword, words, isBusy } = proof
  return (
    <ConfirmDialog
      isOpen
      {...{ title, act, loses, onClose, isBusy }}
      {...(keep && { keep })}
      onAct={() => void run().then((isDone) => isDone && onDone())}
      isDisabled={isIncomplete || (needsProof && password === '')}
    >
      {children}
      {needsProof && (
        <PasswordField
          label="Your password"
          name="proof"
          autoComplete="current-password"
          value={password}
          onChange={(change) => setPassword(change.currentTarget.value)}
        />
      )}
      <NotDone words={words} />
    </ConfirmDialog>
  )
}
