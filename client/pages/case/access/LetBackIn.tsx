// One word of two. The first says why it was a mistake; the second reads that and agrees.

import type { LiftOnRecord } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { useLetBackIn } from '../../../api/changes.ts'
import { sayProblem } from '../../../api/refusal-words.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { useAnnounce } from '../../../ui/Announcer.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { TextArea } from '../../../ui/form/TextArea.tsx'
import { useForm } from '../../../ui/form/use-form.ts'
import styles from '../people/people.module.css'
import { useCaseView } from '../view/case-view.tsx'
import { reasonDamaged } from '../view/damage-words.ts'

type Props = { member: MemberId; first: LiftOnRecord | undefined; onClose: () => void }

export function LetBackIn({ member, first, onClose }: Props) {
  const { head, nameOf, shown } = useCaseView()
  const letBackIn = useLetBackIn()
  const announce = useAnnounce()
  const form = useForm({ reason: '' })
  const forget = useKeptDraft({ scope: head.id, kind: `lift ${member}` }, form)
  const { reason } = form.values
  const close = () => {
    forget()
    onClose()
  }
  const name = nameOf(member)
  const onAct = () =>
    letBackIn.mutate(
      { caseId: head.id, member, ...(reason.trim() && { reason: reason.trim() }) },
      {
        onSuccess: ({ isLifted }) => {
          announce.polite(isLifted ? `${name} is no longer kept out` : '1 of 2 have agreed')
          close()
        },
      },
    )
  return (
    <ConfirmDialog
      isOpen
      title={`Let ${name} back in?`}
      act={first ? 'Agree: let back in' : 'Let back in'}
      onClose={close}
      onAct={onAct}
      isBusy={letBackIn.isPending}
      isDisabled={!first && reason.trim() === ''}
    >
      <div className={styles.form}>
        {first ? (
          <p>
            {firstNameOf(nameOf(first.askedBy))} wrote:{' '}
            {first.reason === null ? reasonDamaged : <q>{shown(first.reason)}</q>} With your word{' '}
            {firstNameOf(name)} is no longer kept out, but sees nothing of the case until somebody adds them.
          </p>
        ) : (
          <>
            <p>
              It takes effect when a second one of you agrees. Until then {firstNameOf(name)} learns nothing.
              What you write stays with the case.
            </p>
            <TextArea label="Why was it a mistake?" {...form.field('reason')} />
          </>
        )}
        <NotDone words={letBackIn.error && sayProblem(letBackIn.error, 'That could not be done.')} />
      </div>
    </ConfirmDialog>
  )
}
