// The one question before somebody new sees a case. What must stay true: the names and nothing else of the case are
// on this screen, no code name, not in the title and not in the address; each answer is given on its own.

import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ConflictCheck } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { useAnswerConflict } from '../../api/changes.ts'
import { partStateOf } from '../../api/part-state.ts'
import { casePath, useConflictChecks, useFindCase } from '../../api/queries.ts'
import { toWrite } from '../../ui/arriving.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import look from './conflict-check.module.css'
import { questionOf } from './question-words.ts'

type Answer = 'none' | 'conflict'
type Given = { caseId: string; answer: Answer }

export function ConflictCheckPage() {
  useTitle('One question')
  const [, navigate] = useLocation()
  const checks = useConflictChecks()
  const answer = useAnswerConflict()
  // News of an answer may be quicker than the answer itself: the question stays until its own answer is back.
  const [pinned, setPinned] = useState<ConflictCheck>()
  const [given, setGiven] = useState<Given>()
  const waiting = (checks.data ?? []).filter((check) => check.case !== given?.caseId)
  const [next] = waiting
  const shown = pinned ?? next
  const goBack = () => navigate('/')
  const findCase = useFindCase()
  const [isOpening, setOpening] = useState(false)
  const cleared = useRef<CaseId[]>([])
  const open = async () => {
    setOpening(true)
    const card = await findCase(cleared.current)
    // Where somebody may be in danger, the account comes first.
    if (card)
      navigate(casePath(card.codeName, card.isUrgent ? '/report' : ''), {
        replace: true,
        state: toWrite,
      })
    else goBack()
  }

  const give = (check: ConflictCheck, word: Answer) => {
    setPinned(check)
    const onSuccess = () => {
      if (word === 'none') cleared.current.push(check.case)
      const isLast = waiting.every((other) => other.case === check.case)
      if (word === 'none' && isLast) return open()
      setPinned(undefined)
      setGiven({ caseId: check.case, answer: word })
    }
    const onError = () => {
      setPinned(undefined)
      void checks.refetch()
    }
    answer.mutate({ caseId: check.case, answer: word }, { onSuccess, onError })
  }

  if (given) return <Thanks given={given} next={next && (() => setGiven(undefined))} goBack={goBack} />
  if (shown)
    return (
      <Question
        key={shown.case}
        check={shown}
        isBusy={answer.isPending || isOpening}
        hasFailed={answer.isError}
        onGive={(word) => give(shown, word)}
      />
    )
  return (
    <ShowPart state={partStateOf(checks)} what="The question">
      {() => (
        <EmptyState
          level={1}
          title="No question waits for you"
          actions={<Button onClick={goBack}>Go back</Button>}
        />
      )}
    </ShowPart>
  )
}

type QuestionProps = {
  check: ConflictCheck
  isBusy: boolean
  hasFailed: boolean
  onGive: (word: Answer) => void
}

function Question({ check, isBusy, hasFailed, onGive }: QuestionProps) {
  return (
    <div className={look.question}>
      <Heading>{questionOf(check.reported)}</Heading>
      <div className={look.acts}>
        <Button variant="default" onClick={() => onGive('none')} disabled={isBusy}>
          No conflict
        </Button>
        <Button variant="default" onClick={() => onGive('conflict')} disabled={isBusy}>
          Conflict
        </Button>
      </div>
      <p>No reason is asked. Without an answer you will not see the case.</p>
      <NotDone words={hasFailed && 'That did not work. Please try again.'} />
    </div>
  )
}

/** Stands between two questions too, so that a second tap never answers the next one. */
function Thanks({
  given,
  next,
  goBack,
}: {
  given: Given
  next: (() => void) | undefined
  goBack: () => void
}) {
  return (
    <div className={look.question}>
      <Heading>
        {given.answer === 'conflict'
          ? 'Thank you. You will not see this case.'
          : 'Thank you. You can see this case now.'}
      </Heading>
      <div className={look.acts}>
        {next ? <Button onClick={next}>Next question</Button> : <Button onClick={goBack}>Go back</Button>}
      </div>
    </div>
  )
}

/** Takes the focus when it comes: the buttons that had it are gone. */
function Heading({ children }: { children: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
