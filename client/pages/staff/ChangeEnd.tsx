// When a member's account ends by itself, as the event's clock shows it.

import { useState } from 'react'
import type { Member } from '#shared/http/people.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useChangeMember } from '../../api/account.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { fieldOf, momentIn } from '../../ui/form/moment-field.ts'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import look from './staff.module.css'

type Given = { member: Member; timeZone: string; onClose: () => void }

export function ChangeEnd({ member, timeZone, onClose }: Given) {
  const announce = useAnnounce()
  const [field, setField] = useState(member.until ? fieldOf(member.until, timeZone) : '')
  // A date that is half written reads as empty, and empty takes the end away.
  const [isHalf, setHalf] = useState(false)
  const change = useChangeMember()
  const until = momentIn(field, timeZone)
  const proof = useProved(() => change.mutateAsync({ id: member.id, until }))
  const onDone = () => {
    announce.polite(
      until ? `The account of ${member.name} has an end.` : `The account of ${member.name} has no end.`,
    )
    onClose()
  }
  return (
    <ProvedDialog
      title={`When does the account of ${member.name} end?`}
      act={until ? 'Set end' : 'No end'}
      isIncomplete={isHalf}
      {...{ proof, onDone, onClose }}
    >
      <div className={look.dialog}>
        <TextField
          label="Ends by itself"
          description={`As it is in ${timeZone.replaceAll('_', ' ')}. Empty: it does not.`}
          name="until"
          type="datetime-local"
          value={field}
          error={isHalf && 'Write the whole date and time.'}
          onChange={({ currentTarget }) => {
            setField(currentTarget.value)
            setHalf(currentTarget.validity.badInput)
          }}
        />
        {until && (
          <p>
            Then {firstNameOf(member.name)} is signed out everywhere and cannot sign in again. What they wrote
            stays.
          </p>
        )}
      </div>
    </ProvedDialog>
  )
}
