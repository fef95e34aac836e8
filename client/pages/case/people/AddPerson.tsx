// Listing somebody in the case.

import { useAddPerson } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { PersonForm } from './PersonForm.tsx'

type Given = {
  isOpen: boolean
  onClose: () => void
  /** What they were called where they were written of. */
  called?: string | undefined
}

export function AddPerson({ isOpen, onClose, called }: Given) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Add person" actions={false}>
      {isOpen && <NewPerson called={called} onClose={onClose} />}
    </Dialog>
  )
}

function NewPerson({ onClose, called }: Omit<Given, 'isOpen'>) {
  const { head } = useCaseView()
  const add = useAddPerson()
  return (
    <PersonForm
      called={called}
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
