// Listing somebody in the case.

import { useAddPerson } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCaseView } from '../case-view.tsx'
import { PersonForm } from './PersonForm.tsx'

export function AddPerson({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Add person" actions={false}>
      {isOpen && <NewPerson onClose={onClose} />}
    </Dialog>
  )
}

function NewPerson({ onClose }: { onClose: () => void }) {
  const { detail } = useCaseView()
  const add = useAddPerson()
  return (
    <PersonForm
      act="Add person"
      otherwise="Nobody was added."
      change={add}
      onGiven={({ badge, memberId, ...given }) =>
        add.mutate(
          { caseId: detail.id, ...given, ...(badge && { badge }), ...(memberId && { memberId }) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    />
  )
}
