// The accounts as they were sent. Their words stay as they are; what comes later stands below, with its writer
// and its time.

import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Report } from '#shared/http/cases.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { ask, isProblem } from '../../../api/ask.ts'
import { keys } from '../../../api/keys.ts'
import { useCaseView } from '../case-view.tsx'
import { factLines } from '../facts/fact-words.ts'
import styles from './report.module.css'

export function ReportTab() {
  const { detail } = useCaseView()
  if (detail.reports.length === 0) return <p className="meta">There is no report on this case.</p>
  return (
    <div className={styles.reports}>
      {detail.reports.map((report, at) => (
        <OneReport key={report.id} report={report} number={detail.reports.length > 1 ? at + 1 : undefined} />
      ))}
    </div>
  )
}

function OneReport({ report, number }: { report: Report; number: number | undefined }) {
  const { zone, nameOf, shown, may } = useCaseView()
  const taker = firstNameOf(nameOf(report.takenBy))
  const say = (iso: string) => sayTime(new Date(iso), new Date(), zone)
  const id = `report-${report.id}`
  return (
    <article aria-labelledby={id} className={styles.report}>
      <header>
        <h2 id={id}>{number === undefined ? 'The report' : `Report ${number}`}</h2>
        <p className={`${styles.sent} num`}>
          Sent {say(report.at)}. The words stay as they are.{may('write') ? ' You can add below.' : ''}
        </p>
      </header>
      <div className={styles.columns}>
        <div className={styles.words}>{shown(report.whatHappened) || 'Nothing was written yet.'}</div>
        <dl className={`${styles.facts} num`}>
          <dt>Taken by</dt>
          <dd>{nameOf(report.takenBy)}</dd>
          {factLines(report, taker, false).map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{shown(text)}</dd>
            </div>
          ))}
        </dl>
      </div>
      {report.wishes && (
        <section className={styles.added}>
          <h3>Wishes they offered unasked</h3>
          <p className={styles.words}>{shown(report.wishes)}</p>
        </section>
      )}
      {report.amendments.map((one) => (
        <section key={`${one.at} ${one.author}`} className={styles.added}>
          <h3 className="num">
            Added by {nameOf(one.author)}, {say(one.at)}
          </h3>
          <p className={styles.words}>{shown(one.words)}</p>
        </section>
      ))}
      {may('write') && <AddBelow report={report} />}
    </article>
  )
}

function AddBelow({ report }: { report: Report }) {
  const { detail } = useCaseView()
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const add = useMutation({
    mutationFn: () => ask('POST', `/api/reports/${report.id}/amendments`, { body: { words } }),
    onSuccess: () => setWords(''),
    onSettled: () => client.invalidateQueries({ queryKey: keys.case(detail.id) }),
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() && !add.isPending) add.mutate()
  }
  return (
    <form onSubmit={onSubmit} className={styles.add}>
      <Textarea
        label="Add to the report"
        classNames={{ input: styles.area!, label: styles.label! }}
        autosize
        minRows={2}
        value={words}
        error={isProblem(add.error) ? (add.error.fields.words ?? add.error.title) : undefined}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add
      </Button>
    </form>
  )
}
