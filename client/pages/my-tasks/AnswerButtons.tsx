// "Accept" and "I can't". They take no press until they have been on the screen for a moment without one: a second tap of the
// same finger, or Enter held down, would answer a task that nobody has read.

import { Button } from '@mantine/core'
import { type MouseEvent, useEffect, useSyncExternalStore } from 'react'
import type { MyTask } from '#shared/http/tasks.ts'
import { pressGuard } from '../../ui/press-guard.ts'
import look from './my-tasks.module.css'
import { keyOf } from './task-words.ts'
import type { Answers } from './use-answers.ts'

type Given = { task: MyTask; answers: Answers; className: string | undefined; isNew?: boolean }

/** @param isNew it came by itself, wherever a finger was */
export function AnswerButtons({ task, answers, className, isNew = false }: Given) {
  const isHeld = useSyncExternalStore(pressGuard.subscribe, pressGuard.isHeld)
  const key = keyOf(task)
  useEffect(() => {
    // The answer before has its own hold, with the place where it was given.
    if (isNew && key !== '' && !pressGuard.isHeld()) pressGuard.hold()
  }, [isNew, key])
  const give = (answer: 'accepted' | 'cannot') => (event: MouseEvent<HTMLButtonElement>) => {
    if (pressGuard.isTooSoon(event.nativeEvent)) return
    pressGuard.hold(placeOf(event))
    answers.answer(task, answer)
  }
  // Not `disabled`: the focus would be lost.
  const said = isHeld ? { 'aria-disabled': true, 'data-held': true } : {}
  return (
    <div className={className}>
      <Button className={look.answer ?? ''} disabled={answers.isOffline} onClick={give('accepted')} {...said}>
        Accept
      </Button>
      <Button
        className={look.answer ?? ''}
        variant="default"
        disabled={answers.isOffline}
        onClick={give('cannot')}
        {...said}
      >
        I can’t
      </Button>
    </div>
  )
}

/** Of a key it is the button's own. */
function placeOf({ detail, clientX, clientY, currentTarget }: MouseEvent<HTMLButtonElement>) {
  if (detail > 0) return { x: clientX, y: clientY }
  const { left, top } = currentTarget.getBoundingClientRect()
  return { x: left, y: top }
}
