// "Accept" and "I can't", which take only a press that was meant for this task: a second tap of the same finger, or Enter held
// down, would answer a task that nobody has read.

import { useEffect } from 'react'
import type { MyTask } from '#shared/http/tasks.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { pressGuard } from '../../ui/press-guard.ts'
import { keyOf } from './task-words.ts'
import type { Answers } from './use-answers.ts'

type Given = { task: MyTask; answers: Answers; className: string | undefined; isNew?: boolean }

/** @param isNew it came by itself, wherever a finger was */
export function AnswerButtons({ task, answers, className, isNew = false }: Given) {
  const key = keyOf(task)
  useEffect(() => {
    if (!isNew || key === '') return
    const hold = () => pressGuard.hold(performance.now())
    hold()
    // They look as if they took a press only once they do: what counts is since when they have been in sight.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(hold)
    })
    return () => cancelAnimationFrame(frame)
  }, [isNew, key])
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
