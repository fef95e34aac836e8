// What comes to mind after sending: it goes below the account, with its time. Words that could not be added stay
// in the box, even when the case has been closed to the writer in the meantime.

import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import type { Amendment } from '#shared/http/cases.ts'
import type { CaseId, ReportId } from '#shared/ids.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { isProblem } from '../../api/ask.ts'
import { useAmend } from '../../api/changes.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useKeptDraft } from '../../offline/use-kept-draft.ts'
import { Form, NotDone } from '../../ui/form/Form.tsx'
import { sendIdOf } from '../../ui/form/send-id.ts'
import { useForm } from '../../ui/form/use-form.ts'
import look from './report.module.css'
import { WordsField } from './WordsField.tsx'

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
  const form = useForm({ words: '', sentAs: '' })
  const forget = useKeptDraft({ scope: caseId, kind: `addition ${report}` }, form)
  const [added, setAdded] = useState<readonly Amendment[]>([])
  const add = useAmend(caseId)
  const { words } = form.values
  const onSuccess = (one: Amendment) => {
    setAdded((before) => [...before, one])
    forget()
    form.put({ words: '', sentAs: '' })
  }
  return (
    <>
      <Added added={added} timeZone={timeZone} />
      {(isOpen || words.trim()) && (
        <Form
          className={look.add}
          isBusy={add.isPending}
          onSend={() => words.trim() && add.mutate({ report, id: sendIdOf(form), words }, { onSuccess })}
        >
          <fieldset className={look.form} disabled={add.isPending}>
            <legend className="sr-only">Add to this report</legend>
            <WordsField
              label="Add to this report"
              isSmall
              value={words}
              onChange={(next) => form.put({ words: next })}
            />
          </fieldset>
          <NotDone words={add.error && sayRefusal(add.error)} />
          <Button type="submit" variant="default" loading={add.isPending} disabled={!words.trim()}>
            Add
          </Button>
        </Form>
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
          <p dir="auto" className={look.account}>
            {words}
          </p>
        </section>
      ))}
    </div>
  )
}
