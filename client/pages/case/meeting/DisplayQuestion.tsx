// Which question the room display shows: a radiogroup in the strip, also Alt+Shift+1 to 4.

import { type KeyboardEvent, useId, useRef } from 'react'
import { Toast } from '../../../ui/Toast.tsx'
import { useCaseView } from '../view/case-view.tsx'
import styles from './meeting.module.css'
import { useSteering } from './use-steering.ts'

const questions = [1, 2, 3, 4] as const
const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

export function DisplayQuestion({ question }: { question: number }) {
  const { may } = useCaseView()
  const { steer, pending, shown: refusal } = useSteering()
  const group = useRef<HTMLDivElement>(null)
  const id = useId()
  // What was just pressed counts at once; the server's word replaces it.
  const shown = pending ?? question
  const choose = (next: number) => {
    if (next !== shown) steer(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = ((shown - 1 + step + 4) % 4) + 1
    choose(next)
    group.current?.querySelectorAll('button')[next - 1]?.focus()
  }
  return (
    <div className={styles.display}>
      <small id={id}>Question on the room display</small>
      <div ref={group} role="radiogroup" aria-labelledby={id} className={styles.steps} onKeyDown={onKeyDown}>
        {questions.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio that looks and is pressed like a button
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === shown}
            aria-label={`Question ${one}`}
            tabIndex={one === shown ? 0 : -1}
            disabled={!may('start-meeting')}
            onClick={() => choose(one)}
          >
            {one}
          </button>
        ))}
      </div>
      <Toast {...refusal} />
    </div>
  )
}
