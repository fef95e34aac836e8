// The chair says that they know who came by the link. Until then a chair or coordinator works as staff.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useConfirmMember } from '../../api/changes.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { roleTitles } from '../../ui/role-titles.ts'

export function ConfirmMember({ member }: { member: Member }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button
        variant="default"
        aria-label={`I know them: confirm ${member.name}`}
        onClick={() => setAsking(true)}
      >
        I know them: confirm
      </Button>
      {isAsking && <ConfirmMemberDialog member={member} onClose={() => setAsking(false)} />}
    </>
  )
}

function ConfirmMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const announce = useAnnounce()
  const confirm = useConfirmMember()
  const proof = useProved(() => confirm.mutateAsync(member.id))
  const name = firstNameOf(member.name)
  const onDone = () => {
    announce.polite(`${member.name} is confirmed.`)
    onClose()
  }
  return (
    <ProvedDialog
      title={`Do you know ${member.name}?`}
      act="I know them: confirm"
      {...{ proof, onDone, onClose }}
    >
      <p>
        Confirm once you have seen or spoken to {name} yourself. From then on {name} counts as{' '}
        {roleTitles[member.role].toLowerCase()} and is on every new case. Cases from before stay closed unless
        somebody adds {name}.
      </p>
    </ProvedDialog>
  )
}
