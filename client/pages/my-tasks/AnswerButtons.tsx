// "Accept" and "I can't", which take only a press that was meant for this task: a second tap of the same finger, or Enter held
// down, would answer a task that nobody has read.

import type { MyTask } from '#shared/http/tasks.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { keyOf } from './task-words.ts'
import type { Answers } from './use-answers.ts'

type Given = { task: MyTask; answers: Answers; className: string | undefined; isNew?: boolean }

/** @param isNew it has the page's attention */
export function AnswerButtons({ task, answers, className, isNew = false }: Given) {
  const key = keyOf(task)
  return (
    <div className={className}>
      <GuardedButton
        what={`${key} accepted`}
        variant={isNew ? 'filled' : 'default'}
        isDisabled={answers.isOffline}
        onPress={() => answers.answer(task, 'accepted')}
      >
        Accept
      </GuardedButton>
      <GuardedButton
        what={`${key} cannot`}
        variant="default"
        isDisabled={answers.isOffline}
        onPress={() => answers.answer(task, 'cannot')}
      >
        I can’t
      </GuardedButton>
    </div>
  )
}
