// Stepping back from a case: one confirmation, no reason asked, and the screen blanks at once.

import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { readTasks } from '#shared/record/read.ts'
import { effectiveState } from '#shared/tasks/fold.ts'
import { useAnswerConflict } from '../../../api/changes.ts'
import { sayNotDone } from '../../../api/refusal-words.ts'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { useAccess } from '../view/parts.ts'
import { stepBackWords } from './step-back-words.ts'

export function StepBack({ onClose }: { onClose: () => void }) {
  const { head, record, me, nameOf } = useCaseView()
  const access = useAccess()
  const answer = useAnswerConflict()
  const tasks = readTasks(record.doc).filter((task) => {
    const state = effectiveState(task)
    return task.who === me.id && state !== 'done' && state !== 'dropped'
  }).length
  const leads = access.is === 'there' ? access.data.access.filter(({ level }) => level === 'lead') : []
  const lead: MemberId | undefined = leads.find(({ member }) => member !== me.id)?.member
  return (
    <ConfirmDialog
      isOpen
      title="Step back from this case?"
      act="Step back"
      loses
      keep="Stay on it"
      isBusy={answer.isPending}
      onAct={() => answer.mutate({ caseId: head.id, answer: 'conflict' }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{stepBackWords(tasks, lead && firstNameOf(nameOf(lead)))}</p>
      <NotDone words={answer.isError && sayNotDone('You are still on this case.', answer.error)} />
    </ConfirmDialog>
  )
}
