// Listing somebody in the case.

import { useAddPerson } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { PersonForm } from './PersonForm.tsx'

export function AddPerson({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Add person" actions={false}>
      {isOpen && <NewPerson onClose={onClose} />}
    </Dialog>
  )
}

function NewPerson({ onClose }: { onClose: () => void }) {
  const { head } = useCaseView()
  const add = useAddPerson()
  return (
    <PersonForm
      act="Add person"
      otherwise="Nobody was added."
      change={add}
      onGiven={({ badge, memberId, ...given }, done, id) =>
        add.mutate(
          { caseId: head.id, id, ...given, ...(badge && { badge }), ...(memberId && { memberId }) },
          { onSuccess: done },
        )
      }
      onClose={onClose}
    />
  )
}
