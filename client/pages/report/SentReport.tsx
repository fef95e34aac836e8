// The account as it was sent. Nothing here can be changed any more; what is added goes below it, for as long as
// the sender may see the case.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Fact } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { isProblem } from '../../api/ask.ts'
import { useCaseHead } from '../../api/case-parts.ts'
import { usePaging } from '../../api/paging.ts'
import { casePath } from '../../api/queries.ts'
import { CallButton } from '../../ui/CallButton.tsx'
import { clockOf } from '../../ui/clock.ts'
import { sayHelp } from '../../ui/danger-words.ts'
import { Notice } from '../../ui/Notice.tsx'
import { nobodyToCall, turnToOutside } from '../../ui/outside-words.ts'
import { PageStatus } from '../../ui/PageStatus.tsx'
import { serverNow } from '../../ui/server-clock.ts'
import { sayWay } from '../../ui/way-words.ts'
import { AddToReport } from './AddToReport.tsx'
import { type Draft, whenOf } from './draft.ts'
import look from './report.module.css'
import type { Phase } from './report-phase.ts'

/** What stands for the tick beside the danger. */
function sayCalled({ hasCalled, calledAt, calledWhom }: Draft, timeZone: string): string {
  if (!hasCalled) return 'Not called yet'
  const whom = calledWhom ? ` ${sayHelp(calledWhom)}` : ''
  return `You called${whom}${calledAt ? ` at ${clockOf(calledAt, timeZone)}` : ''}`
}

const sayTick = ({ what, at }: Draft['ticks'][number], timeZone: string): string =>
  `${what}, ${clockOf(at, timeZone)}`

type Sent = Extract<Phase, { is: 'sent' }>
type SentReportProps = { draft: Draft; sent: Sent; timeZone: string }

const wordsOf = (fact: Fact | undefined): string | undefined => (typeof fact === 'string' ? fact : undefined)

/** Sending a report does not always mean seeing its case: whoever is named in it does not. */
function useCanAdd(id: CaseId): boolean {
  const { error, isPending } = useCaseHead(id)
  return !isPending && !isProblem(error, 'not-available')
}

/** What usually comes next: somebody has to know, now. */
function PageNow({ caseId }: { caseId: CaseId }) {
  const { label, isBusy, call, status } = usePaging(caseId)
  return (
    <div className={look.paging}>
      <CallButton {...{ label, isBusy, call }} fullWidth />
      <PageStatus {...status} />
    </div>
  )
}

/** What becomes of it now: nobody should wonder whether somebody was called. */
function Next({ codeName, canAdd, caseId }: { codeName: string; canAdd: boolean; caseId: CaseId }) {
  const { page } = usePaging(caseId).status
  return (
    <section aria-labelledby="next" className={look.next}>
      <h2 id="next">What happens next</h2>
      {canAdd ? (
        <ul>
          {page ? (
            <li>Somebody is being called about {codeName}. Who answers stands below.</li>
          ) : (
            <>
              <li>Those who run the team can open {codeName} now, and see it when they next look.</li>
              <li>If it can’t wait, call them below.</li>
            </>
          )}
          <li>Whatever comes to mind later goes below the report.</li>
          <li>
            What else you do with them is ticked{' '}
            <Link href={casePath(codeName, '/report')}>with the report in {codeName}</Link>.
          </li>
        </ul>
      ) : (
        <ul>
          <li>Others of the team take it from here.</li>
        </ul>
      )}
    </section>
  )
}

export function SentReport({ draft, sent, timeZone }: SentReportProps) {
  const { at, codeName } = sent
  const canAdd = useCanAdd(sent.case)
  const facts: [string, string | undefined][] = [
    ['Came', sayWay(draft.way)],
    ['In danger', draft.isDanger === null ? undefined : draft.isDanger ? 'Yes or not sure' : 'No, all safe'],
    ['Security or police', draft.isDanger || draft.hasCalled ? sayCalled(draft, timeZone) : undefined],
    ['First response', draft.ticks.map((one) => sayTick(one, timeZone)).join('. ')],
    ['When', wordsOf(whenOf(draft.when))],
    ['Where', draft.where.words],
    ['Name or badge', draft.who.words],
    ['Other people', draft.others.words],
    ['Circumstances', draft.circumstances.words],
    ['Wishes offered', draft.wishes],
    ['Told by', draft.toldBy],
  ]
  return (
    <div className={look.sent}>
      <Notice tone="green" role="status">
        <span className="num">
          {`${sent.isBySelf ? 'Sent by itself' : 'Sent'} ${sayTime(at, new Date(serverNow()), timeZone)}. The words stay as they are.${canAdd ? ' You can add below.' : ''}`}
        </span>
      </Notice>
      {sent.nobodyLeads && (
        <Notice tone="due" role="alert">
          Everybody of the team who could lead this case is named in it. It is kept, and nobody of the team
          can open it. {turnToOutside(sent.outside ?? null)}
        </Notice>
      )}
      {!sent.nobodyLeads && sent.outside !== undefined && (
        <Notice tone="due" role="alert">
          {nobodyToCall} Everybody who runs the team is named in it, or may be. {turnToOutside(sent.outside)}
        </Notice>
      )}
      {!sent.nobodyLeads && sent.outside === undefined && (
        <Next codeName={codeName} canAdd={canAdd} caseId={sent.case} />
      )}
      <h2>What happened?</h2>
      <p dir="auto" className={look.account}>
        {draft.whatHappened.trim() || 'Nothing was written down.'}
      </p>
      <dl className={look.facts}>
        {facts.map(
          ([name, words]) =>
            words?.trim() && (
              <div key={name} className={look.fact}>
                <dt>{name}</dt>
                <dd>{words}</dd>
              </div>
            ),
        )}
      </dl>
      {canAdd && sent.outside === undefined && <PageNow caseId={sent.case} />}
      <AddToReport report={sent.report} caseId={sent.case} timeZone={timeZone} isOpen={canAdd} />
      <Button component={Link} href={casePath(codeName)} fullWidth>
        {`Open ${codeName}`}
      </Button>
    </div>
  )
}
