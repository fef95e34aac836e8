// What comes to mind after sending: it goes below the account, with its time. Words that could not be added stay
// in the box, even when the case has been closed to the writer in the meantime.

import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import type { Report } from '#shared/http/cases.ts'
import type { CaseId, ReportId } from '#shared/ids.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { ask, isProblem } from '../../api/ask.ts'
import { keys } from '../../api/keys.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import look from './report.module.css'
import { WordsField } from './WordsField.tsx'

type Amendment = Report['amendments'][number]

type AddToReportProps = {
  report: ReportId
  caseId: CaseId
  timeZone: string
  /** Whether the writer may see the case. */
  isOpen: boolean
}

const sayRefusal = (error: unknown): string =>
  (isProblem(error) && error.fields.words) || sayNotDone('Your words were not added.', error)

export function AddToReport({ report, caseId, timeZone, isOpen }: AddToReportProps) {
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const [added, setAdded] = useState<readonly Amendment[]>([])
  const add = useMutation({
    mutationFn: () => ask<Amendment>('POST', `/api/reports/${report}/amendments`, { body: { words } }),
    onSuccess: (one) => {
      setAdded((before) => [...before, one])
      setWords('')
    },
    onSettled: () => void client.invalidateQueries({ queryKey: keys.case(caseId) }),
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() && !add.isPending) add.mutate()
  }
  return (
    <>
      <Added added={added} timeZone={timeZone} />
      {(isOpen || words.trim()) && (
        <form className={look.add} onSubmit={onSubmit}>
          <fieldset className={look.form} disabled={add.isPending}>
            <legend className="sr-only">Add to this report</legend>
            <WordsField label="Add to this report" isSmall value={words} onChange={setWords} />
          </fieldset>
          {add.error && (
            <p className={look.refused} role="alert">
              {sayRefusal(add.error)}
            </p>
          )}
          <Button type="submit" variant="default" loading={add.isPending} disabled={!words.trim()}>
            Add
          </Button>
        </form>
      )}
    </>
  )
}

function Added({ added, timeZone }: { added: readonly Amendment[]; timeZone: string }) {
  const id = useId()
  return (
    <div role="status">
      {added.map(({ at, words }) => (
        <section key={at} className={look.added} aria-labelledby={`${id}-${at}`}>
          <h2 id={`${id}-${at}`} className="num">
            {`Added ${sayTime(new Date(at), new Date(at), timeZone)}`}
          </h2>
          <p className={look.account}>{words}</p>
        </section>
      ))}
    </div>
  )
}
