// Correcting what is known of somebody in the case. Only what was changed is sent: two who correct different
// things at once do not undo each other.

import type { PersonInCase, PersonPatch } from '#shared/http/cases.ts'
import { useChangePerson } from '../../../api/changes.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { PersonForm, type PersonGiven } from './PersonForm.tsx'

/** @param person as they stood when the dialog was opened; undefined: closed */
export function ChangePerson({ person, onClose }: { person: PersonInCase | undefined; onClose: () => void }) {
  return (
    <Dialog isOpen={person !== undefined} onClose={onClose} title={`Change ${person?.name}`} actions={false}>
      {person && <KnownPerson person={person} onClose={onClose} />}
    </Dialog>
  )
}

function KnownPerson({ person, onClose }: { person: PersonInCase; onClose: () => void }) {
  const { head } = useCaseView()
  const change = useChangePerson()
  return (
    <PersonForm
      person={person}
      act="Save"
      otherwise="Nothing was changed."
      change={change}
      onGiven={(given, done) => {
        const patch = patchOf(person, given)
        if (Object.keys(patch).length === 0) return done()
        change.mutate({ caseId: head.id, person: person.id, ...patch }, { onSuccess: done })
      }}
      onClose={onClose}
    />
  )
}

const patchOf = (before: PersonInCase, given: PersonGiven): PersonPatch => ({
  ...(given.name !== before.name && { name: given.name }),
  ...(given.role !== before.role && { role: given.role }),
  ...(given.badge !== before.badge && { badge: given.badge }),
  ...(given.memberId !== before.memberId && { memberId: given.memberId }),
  ...(given.aliases.join() !== before.aliases.join() && { aliases: given.aliases }),
})
