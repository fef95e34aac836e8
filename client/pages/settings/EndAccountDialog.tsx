// Ending an account: says what is lost, and asks for the chair's password unless it was given a moment ago.

import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useEndAccount } from '../../api/changes.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'

export function EndAccountDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const announce = useAnnounce()
  const end = useEndAccount()
  const proof = useProved(() => end.mutateAsync(member.id))
  const onDone = () => {
    announce.polite(`The account of ${member.name} has ended.`)
    onClose()
  }
  return (
    <ProvedDialog
      title={`End the account of ${member.name}?`}
      act="End account"
      loses
      keep="Keep account"
      {...{ proof, onDone, onClose }}
    >
      <p>
        {firstNameOf(member.name)} is signed out everywhere at once and cannot sign in again. What{' '}
        {firstNameOf(member.name)} wrote stays.
      </p>
    </ProvedDialog>
  )
}
