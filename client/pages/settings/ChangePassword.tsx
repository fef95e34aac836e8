// Another password for the old one.

import { useState } from 'react'
import { useChangePassword } from '../../api/account.ts'
import { isProblem } from '../../api/ask.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { PasswordField } from '../../ui/form/fields.tsx'
import look from './settings.module.css'

/** @param wasCut what was sent before may have arrived although no answer came */
function wordsOf(error: unknown, wasCut: boolean): string {
  if (isProblem(error, 'offline'))
    return 'No network. It is not certain that the password was changed. Try again.'
  if (isProblem(error, 'wrong-pair'))
    return wasCut
      ? 'Your password may be changed already: try the new one as the old one.'
      : 'That did not work. Check the old password.'
  if (isProblem(error)) return error.fields.newPassword ?? error.title
  return 'That did not work. Please try again.'
}

export function ChangePassword({ email, onClose }: { email: string; onClose: () => void }) {
  const announce = useAnnounce()
  const change = useChangePassword()
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [wasCut, setCut] = useState(false)
  const onAct = () =>
    change.mutate(
      { password, newPassword },
      {
        onSuccess: () => {
          announce.polite('Your password is changed.')
          onClose()
        },
        onError: (error) => isProblem(error, 'offline') && setCut(true),
      },
    )
  return (
    <ConfirmDialog
      isOpen
      title="Change password"
      act="Change password"
      isBusy={change.isPending}
      isDisabled={password === '' || newPassword === ''}
      {...{ onAct, onClose }}
    >
      <div className={look.dialog}>
        <p>Everywhere else you are signed out by it.</p>
        {/* Tells a password manager whose it is. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label="Old password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordField
          label="New password"
          description="At least 10 characters."
          name="newPassword"
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setNewPassword(event.currentTarget.value)}
        />
        <NotDone words={change.error && wordsOf(change.error, wasCut)} />
      </div>
    </ConfirmDialog>
  )
}
