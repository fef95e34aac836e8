// The accounts as they were sent. Their words stay as they are; what comes later stands below, with its writer
// and its time.

import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { isWhole } from '#shared/cases/damaged.ts'
import type { DamagedReport, Report, Reports } from '#shared/http/cases.ts'
import type { ReportId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { isProblem } from '../../../api/ask.ts'
import { useAmend } from '../../../api/changes.ts'
import { useKeptDraft } from '../../../offline/use-kept-draft.ts'
import { PageShape } from '../../../ui/CardShape.tsx'
import { Form } from '../../../ui/form/Form.tsx'
import { sendIdOf } from '../../../ui/form/send-id.ts'
import { TextArea } from '../../../ui/form/TextArea.tsx'
import { useForm } from '../../../ui/form/use-form.ts'
import { Notice } from '../../../ui/Notice.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { CallForm } from '../facts/CallForm.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { amendmentDamaged, reportDamaged } from '../view/damage-words.ts'
import { type SafetyLine, safetyLines } from '../view/danger-lines.ts'
import { factLines } from '../view/fact-words.ts'
import { useReports } from '../view/parts.ts'
import { sayByAttendee, sayTaken, theReporter } from '../view/taker-words.ts'
import { useWhen } from '../view/when.ts'
import { Contacts } from './Contacts.tsx'
import { Files } from './Files.tsx'
import { FirstResponse } from './FirstResponse.tsx'
import { MailOf } from './MailOf.tsx'
import styles from './report.module.css'

export function ReportTab() {
  return (
    <ShowPart
      state={useReports()}
      what="The report"
      shape={<PageShape />}
      empty={{
        when: ({ reports }) => reports.length === 0,
        words: <p className="meta">There is no report on this case.</p>,
      }}
    >
      {(known) => (
        <div className={styles.reports}>
          <Safety {...known} />
          {known.reports.map((report, at) => {
            const title = known.reports.length > 1 ? `Report ${at + 1}` : 'The report'
            return isWhole(report) ? (
              <OneReport key={report.id} report={report} title={title} />
            ) : (
              <DamagedOne key={report.id} report={report} title={title} />
            )
          })}
          <FirstResponse ticks={known.ticks} />
          <Files />
          <Contacts />
        </div>
      )}
    </ShowPart>
  )
}

/** What was said of a danger, and who called for help: first, because nothing is more pressing. */
function Safety(given: Reports) {
  const { nameOf } = useCaseView()
  const when = useWhen()
  const lines = safetyLines(given, { nameOf: (member) => firstNameOf(nameOf(member)), when })
  if (lines.length === 0) return null
  // Clay says that somebody may be in danger, and nothing else.
  const isCalm = !given.reports.some((report) => isWhole(report) && report.danger)
  return (
    <section aria-labelledby="report-safety" className={styles.safety} data-calm={isCalm || undefined}>
      <h2 id="report-safety">Safety</h2>
      <ul className="num">
        {lines.map((line) => (
          <SafetyLineOf key={`${line.call} ${line.text}`} line={line} />
        ))}
      </ul>
    </section>
  )
}

function SafetyLineOf({ line: { text, why, call, decision } }: { line: SafetyLine }) {
  const { may, shown } = useCaseView()
  const [isSaying, setSaying] = useState(false)
  return (
    <li>
      <span>{text}</span>
      {why && <span className={styles.why}>{shown(why)}</span>}
      {call && may('write') && (
        <Button variant="subtle" className={styles.whose} onClick={() => setSaying(true)}>
          {decision ? 'Change whose decision it was' : 'Say whose decision it was'}
        </Button>
      )}
      {call && isSaying && <CallForm about={call} before={decision} onClose={() => setSaying(false)} />}
    </li>
  )
}

type ArticleProps = { report: Report | DamagedReport; title: string; sent: string; children: ReactNode }

/** A report with its head, and below it what was added and can be. @param sent what is said after the time it was sent */
function ReportArticle({ report, title, sent, children }: ArticleProps) {
  const { may } = useCaseView()
  const say = useWhen()
  const id = `report-${report.id}`
  return (
    <article aria-labelledby={id} className={styles.report}>
      <header>
        <h2 id={id}>{title}</h2>
        <p className={`${styles.sent} num`}>{`Sent ${say(report.at)}. ${sent}`}</p>
      </header>
      {children}
      <Added amendments={report.amendments} />
      {may('write') && <AddBelow report={report.id} />}
    </article>
  )
}

/** Who took it and when, what was added below it, and that its words cannot be read. */
function DamagedOne({ report, title }: { report: DamagedReport; title: string }) {
  const { nameOf } = useCaseView()
  return (
    <ReportArticle {...{ report, title }} sent={sayTaken(report.takenBy, nameOf)}>
      <div className={styles.damaged}>
        <Notice tone="due">{reportDamaged}</Notice>
      </div>
    </ReportArticle>
  )
}

function OneReport({ report, title }: { report: Report; title: string }) {
  const { nameOf, shown, may } = useCaseView()
  const taker = report.takenBy && firstNameOf(nameOf(report.takenBy))
  const sent = `The words stay as they are.${may('write') ? ' You can add below.' : ''}`
  return (
    <ReportArticle {...{ report, title, sent }}>
      <div className={styles.columns}>
        <div dir="auto" className={styles.words}>
          {shown(report.whatHappened) || 'Nothing was written yet.'}
        </div>
        <dl className={`${styles.facts} num`}>
          <TakenBy report={report} />
          {factLines(report, taker, false).map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{shown(text)}</dd>
            </div>
          ))}
        </dl>
      </div>
      {report.mail && <MailOf mail={report.mail} />}
      {report.wishes && (
        <section className={styles.added}>
          <h3>Wishes they offered unasked</h3>
          <p dir="auto" className={styles.words}>
            {shown(report.wishes)}
          </p>
        </section>
      )}
    </ReportArticle>
  )
}

/** How it came: beside the facts, where they do not say who wrote it. */
function TakenBy({ report: { takenBy, verbatim } }: { report: Report }) {
  const { nameOf } = useCaseView()
  if (takenBy && verbatim !== undefined) return null
  return (
    <div>
      <dt>{takenBy ? 'Taken by' : 'How it came'}</dt>
      <dd>{takenBy ? nameOf(takenBy) : sayByAttendee}</dd>
    </div>
  )
}

function Added({ amendments }: Pick<Report, 'amendments'>) {
  const { nameOf, shown } = useCaseView()
  const say = useWhen()
  return amendments.map((one) => (
    <section key={`${one.at} ${one.author}`} className={styles.added}>
      <h3 className="num">
        Added by {one.author ? nameOf(one.author) : theReporter.toLowerCase()}, {say(one.at)}
      </h3>
      {isWhole(one) ? (
        <p dir="auto" className={styles.words}>
          {shown(one.words)}
        </p>
      ) : (
        <p className="meta">{amendmentDamaged}</p>
      )}
    </section>
  ))
}

function AddBelow({ report }: { report: ReportId }) {
  const { head } = useCaseView()
  const form = useForm({ words: '', sentAs: '' })
  const forget = useKeptDraft({ scope: head.id, kind: `addition ${report}` }, form)
  const add = useAmend(head.id)
  const { words } = form.values
  const onSuccess = () => {
    forget()
    form.put({ words: '', sentAs: '' })
  }
  return (
    <Form
      formRef={form.ref}
      className={styles.add}
      isBusy={add.isPending}
      onSend={() => words.trim() && add.mutate({ report, id: sendIdOf(form), words }, { onSuccess })}
    >
      <TextArea
        label="Add to the report"
        {...form.field('words')}
        error={isProblem(add.error) ? (add.error.fields.words ?? add.error.title) : undefined}
      />
      <Button type="submit" variant="default" loading={add.isPending}>
        Add
      </Button>
    </Form>
  )
}
