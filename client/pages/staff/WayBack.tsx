// A link by which somebody who lost their password gets back in. It is shown once, to be handed over by whoever made it.

import { useState } from 'react'
import type { Member, NewRecovery } from '#shared/http/people.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useMakeRecovery } from '../../api/account.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { LinkToCopy } from '../../ui/LinkToCopy.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'

export function WayBack({ member, onClose }: { member: Member; onClose: () => void }) {
  const announce = useAnnounce()
  const make = useMakeRecovery()
  const [made, setMade] = useState<NewRecovery>()
  const proof = useProved(async () => setMade(await make.mutateAsync(member.id)))
  const name = firstNameOf(member.name)
  if (made)
    return (
      <Dialog isOpen title={`A link back in for ${member.name}`} onClose={onClose}>
        <LinkToCopy
          label="Link back in"
          description={`Shown once. Good once, for ${limits.recoveryHours} hours.`}
          name="way-back"
          url={made.url}
        />
      </Dialog>
    )
  return (
    <ProvedDialog
      title={`Make a link back in for ${member.name}?`}
      act="Make link"
      onDone={() => announce.polite('The link is made.')}
      {...{ proof, onClose }}
    >
      <p>
        Give it to {name} yourself: whoever opens it is {name} here. With it {name} chooses a new password and
        is signed out everywhere else. An earlier link is no longer good. The team’s list says that this one
        was yours.
      </p>
    </ProvedDialog>
  )
}
