// Ending an account: says what is lost, and asks for the chair's password unless it was given a moment ago.

import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { isProblem } from '../../api/ask.ts'
import { useEndAccount, useProve } from '../../api/changes.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { PasswordField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/Notice.tsx'

export function EndAccountDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const announce = useAnnounce()
  const end = useEndAccount()
  const prove = useProve()
  const [password, setPassword] = useState('')
  const [needsProof, setNeedsProof] = useState(false)
  const [words, setWords] = useState<string>()

  const act = async () => {
    setWords(undefined)
    try {
      if (needsProof) await prove.mutateAsync({ password })
      await end.mutateAsync(member.id)
      announce.polite(`The account of ${member.name} has ended.`)
      onClose()
    } catch (error) {
      if (isProblem(error, 'needs-proof')) setNeedsProof(true)
      else if (isProblem(error, 'wrong-pair')) setWords('That did not work. Check the password.')
      else setWords(error instanceof Error ? error.message : 'That did not work.')
    }
  }

  return (
    <ConfirmDialog
      isOpen
      title={`End the account of ${member.name}?`}
      act="End account"
      keep="Keep account"
      onAct={() => void act()}
      onClose={onClose}
      isBusy={end.isPending || prove.isPending}
      isDisabled={needsProof && password === ''}
    >
      <p>
        {firstNameOf(member.name)} is signed out everywhere at once and cannot sign in again. What{' '}
        {firstNameOf(member.name)} wrote stays.
      </p>
      {needsProof && (
        <PasswordField
          label="Your password"
          name="proof"
          autoComplete="current-password"
          value={password}
          onChange={(change) => setPassword(change.currentTarget.value)}
        />
      )}
      {words && (
        <Notice tone="due" role="alert">
          {words}
        </Notice>
      )}
    </ConfirmDialog>
  )
}
