// The meeting page: the strip, the four questions, and the facts beside them. On phones one question at a time,
// with the quick add at the bottom.

import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Question } from '#shared/protocol/events.ts'
import { useComesToWrite } from '../../../ui/arriving.ts'
import { useBelow, useIsPhone } from '../../../ui/breakpoints.ts'
import { setAccountOpen, useAccountOpen } from '../../../ui/preferences.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Toast } from '../../../ui/Toast.tsx'
import { Account } from '../facts/Account.tsx'
import { CaseFacts } from '../facts/CaseFacts.tsx'
import { Likenesses } from '../people/Likenesses.tsx'
import { ActingAnswer } from '../questions/ActingAnswer.tsx'
import { TextQuestion } from '../questions/TextQuestion.tsx'
import { TaskQuestion } from '../tasks/TaskQuestion.tsx'
import { useCaseView } from '../view/case-view.tsx'
import type { PutPassages } from '../view/quotes.ts'
import { MeetingStrip } from './MeetingStrip.tsx'
import styles from './meeting.module.css'
import { PastMeetings } from './PastMeetings.tsx'
import { useStands } from './use-stands.ts'
import { useSteering } from './use-steering.ts'

/** With all that it knows of words, when there is a meeting. */
const HeldBack = lazy(async () => ({ default: (await import('./HeldBack.tsx')).HeldBack }))

type Part = '1' | '2' | '3'
const parts = [
  { value: '1', label: '1 What' },
  { value: '2', label: '2 Acting' },
  { value: '3', label: '3, 4 Tasks' },
] as const satisfies readonly { value: Part; label: string }[]

const partOf = (question: number): Part => (question >= 3 ? '3' : (String(question) as Part))

/** Puts the focus on a question's own field. */
function focusQuestion(root: HTMLElement | null, question: number): void {
  const place = root?.querySelector<HTMLElement>(`[data-question="${partOf(question)}"]`)
  place?.querySelector<HTMLElement>('[role="textbox"], table')?.focus()
  place?.scrollIntoView({ block: 'nearest' })
}

export function MeetingTab() {
  const { head, record, may, mayWrite } = useCaseView()
  const { steer, shown } = useSteering()
  const isPhone = useIsPhone()
  const comesToWrite = useComesToWrite()
  // Tasks are added in a line of their own: a first word is a word about what happened.
  const [caretAt] = useState<Part>(() => (head.meeting?.question === 2 ? '2' : '1'))
  const [part, setPart] = useState<Part>(() =>
    comesToWrite || !head.meeting ? caretAt : partOf(head.meeting.question),
  )
  const root = useRef<HTMLDivElement>(null)
  const isWide = !isPhone
  const lit = head.meeting?.question
  const maySteer = Boolean(head.meeting) && may('start-meeting')

  useEffect(() => () => record.setPresence({ question: null }), [record])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return
      const digit = /^Digit([1-4])$/.exec(event.code)?.[1]
      if (digit && event.shiftKey && maySteer) steer(Number(digit))
      else if (digit && !event.shiftKey) {
        // At once: what is typed next must land there.
        flushSync(() => setPart(partOf(Number(digit))))
        focusQuestion(root.current, Number(digit))
      } else if (event.code === 'KeyN' && !event.shiftKey) {
        flushSync(() => setPart('3'))
        document.getElementById('quick-add')?.focus()
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [maySteer, steer])

  const at = (questions: readonly Question[]) => ({
    questions,
    isLit: lit !== undefined && questions.includes(lit as Question),
    isShown: isWide || part === partOf(questions[0]!),
  })
  const account = useAccount()
  const stands = useStands()
  return (
    <div className={styles.lay} data-account={account.beside ? account.isOpen : undefined} ref={root}>
      <div className={styles.main}>
        <Likenesses />
        <MeetingStrip />
        {isPhone && (
          <div className={styles.parts}>
            <Segmented label="Question" options={parts} value={part} onChange={setPart} />
          </div>
        )}
        <div className={styles.sheet}>
          <TextQuestion
            {...at([1])}
            fragment="whatHappened"
            title="What happened?"
            label="What happened?"
            placeholder="Write what is known so far. Short is fine."
            takesCaret={comesToWrite && caretAt === '1'}
            putRef={account.putRef}
            above={account.above}
          />
          {stands && (
            <>
              <TextQuestion
                {...at([2])}
                fragment="whatWeDo"
                title="Are we doing anything about it?"
                label="What we are doing"
                placeholder="Write what is being done, or why nothing is."
                takesCaret={comesToWrite && caretAt === '2'}
              >
                <ActingAnswer isDisabled={!mayWrite} />
              </TextQuestion>
              <TaskQuestion {...at([3, 4])} lit={lit} />
            </>
          )}
        </div>
      </div>
      {(stands || account.beside) && (
        <CaseFacts account={account.beside}>
          <PastMeetings />
          {/* Last: its words come while somebody else writes. */}
          {head.meeting && (
            <Suspense>
              <HeldBack />
            </Suspense>
          )}
        </CaseFacts>
      )}
      <Toast {...shown} />
    </div>
  )
}

/** The account: beside the questions where there is room, else above the first one, one tap away. */
function useAccount() {
  const isBelow = useBelow('rail')
  const isOpenBeside = useAccountOpen()
  const [isOpenAbove, setOpenAbove] = useState(false)
  const putRef = useRef<PutPassages>(null)
  const isOpen = isBelow ? isOpenAbove : isOpenBeside
  const drawn = <Account isOpen={isOpen} onOpen={isBelow ? setOpenAbove : setAccountOpen} putRef={putRef} />
  return { putRef, isOpen, beside: isBelow ? undefined : drawn, above: isBelow ? drawn : undefined }
}
