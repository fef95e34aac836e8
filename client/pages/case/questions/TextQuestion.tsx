// A question answered in text. Until the record is joined there is nothing to write in; the editor itself is
// loaded apart from the page.

import { type ReactNode, type RefObject, Suspense, useCallback, useState } from 'react'
import type { FragmentName } from '#shared/record/schema.ts'
import { textOfRecord } from '../../../sync/record-text.ts'
import { useRecordStatus } from '../../../sync/watch.ts'
import { Bar } from '../../../ui/CardShape.tsx'
import { ErrorBoundary } from '../../../ui/ErrorBoundary.tsx'
import { part } from '../../../ui/part.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { chipOf } from '../view/names.ts'
import type { PutPassages } from '../view/quotes.ts'
import { QuestionFrame, type QuestionPlace } from './QuestionFrame.tsx'
import styles from './questions.module.css'

const RecordEditor = part(async () => (await import('../editor/RecordEditor.tsx')).RecordEditor)
// Whoever opens a case will read it in the editor.
void RecordEditor.ahead()

/** Resolves once it can be drawn, and also where it cannot come. */
export const loadEditor = RecordEditor.ahead

type Given = QuestionPlace & {
  fragment: FragmentName
  title: string
  /** The accessible name of the text field. */
  label: string
  placeholder: string
  /** Whoever opens the page has come to write here. */
  takesCaret?: boolean
  /** Where passages of the account come in. */
  putRef?: RefObject<PutPassages | null>
  /** What stands between the heading and the text. */
  above?: ReactNode
  children?: ReactNode
}

export function TextQuestion(given: Given) {
  const { fragment, title, label, placeholder, takesCaret = false, putRef, above, children, ...place } = given
  const { head, record, names, mayWrite, colourOf } = useCaseView()
  const status = useRecordStatus(record)
  const [toolbarAt, setToolbarAt] = useState<HTMLElement | null>(null)
  const id = `q${place.questions[0]}`
  const text = () => textOfRecord(record.doc, (mention) => chipOf(mention, names.read()).name)
  return (
    <QuestionFrame {...place} labelledBy={id}>
      <div className={styles.heading}>
        <h2 id={id}>{title}</h2>
        <span ref={setToolbarAt} className={styles.tools} />
        {children}
      </div>
      {above}
      {status.is === 'open' ? (
        <ErrorBoundary level={3} textToCopy={text}>
          <Suspense fallback={<TextShape label={label} />}>
            <RecordEditor
              record={record}
              fragment={fragment}
              label={label}
              placeholder={placeholder}
              names={names}
              mayWrite={mayWrite}
              mayMend={head.level === 'lead'}
              colourOf={colourOf}
              toolbarAt={toolbarAt}
              takesCaret={takesCaret}
              putRef={putRef}
            />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <TextShape label={label} isWrittenIn={record.isLeft(fragment)} />
      )}
    </QuestionFrame>
  )
}

/** @param isWrittenIn somebody was writing here a moment ago: until they can go on, their keys are for nothing else */
function TextShape({ label, isWrittenIn = false }: { label: string; isWrittenIn?: boolean }) {
  const hold = useCallback((shape: HTMLDivElement | null) => shape?.focus(), [])
  const field = {
    role: 'textbox',
    'aria-label': label,
    'aria-readonly': true,
    tabIndex: -1,
    ref: hold,
  } as const
  return (
    <div className={styles.shape} aria-busy="true" {...(isWrittenIn && field)}>
      <Bar width="min(66ch, 92%)" />
      <Bar width="min(60ch, 84%)" />
      <Bar width="min(40ch, 56%)" />
    </div>
  )
}
