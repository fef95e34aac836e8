// What goes on besides tasks: a meeting that I may join, and the report that I write, that waits, or that I sent. The line of the
// meeting is always there, so that nothing moves when one starts.

import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Link } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { casePath, useCases, useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { sayOwed } from '../../ui/owed-words.ts'
import { reportNow } from '../../ui/report-now.ts'
import { useNow } from '../../ui/use-now.ts'
import look from './my-tasks.module.css'
import { lastSentBy, onBoard, reportLine } from './report-line.ts'

const noCases: CaseCard[] = []

/** The cases that are meeting now, of those I may open; the longest first. */
function useMeetingCases(): CaseCard[] {
  const startOf = ({ meeting }: CaseCard) => meeting?.startedAt ?? ''
  return (useCases().data ?? noCases)
    .filter((card) => card.meeting !== null)
    .toSorted((a, b) => startOf(a).localeCompare(startOf(b)))
}

export function HomeNow() {
  return (
    <div className={look.now}>
      <MeetingLine />
      <ReportLine />
      <OwedLine />
    </div>
  )
}

function MeetingLine() {
  const [first, ...others] = useMeetingCases()
  if (!first) return <p className={look.nowLine}>No meeting now.</p>
  return (
    <section className={look.nowLine} data-on aria-label="Meeting now">
      <p>
        <b>{first.codeName}</b> is meeting now.
        {others.length > 0 && (
          <>
            {' '}
            <Link href={addresses.board}>{others.length} more</Link>
          </>
        )}
      </p>
      <Button component={Link} href={casePath(first.codeName)} aria-label={`Join ${first.codeName}`}>
        Join
      </Button>
    </section>
  )
}

function ReportLine() {
  const { data: me } = useMe()
  const { data: cases } = useCases()
  const own = useSyncExternalStore(reportNow.subscribe, reportNow.read)
  const now = new Date(useNow(60_000))
  const known = own ?? (me ? lastSentBy(cases ?? noCases, me.member.id, now) : undefined)
  if (!known) return null
  const report = onBoard(known, cases ?? noCases)
  const { text, act } = reportLine(report, (at) => sayTime(at, now, me?.event.timeZone ?? 'UTC'))
  const href = report.is === 'sent' ? casePath(report.codeName) : addresses.report
  return (
    <section className={look.nowLine} aria-label="Your report">
      <p className="num">{text}</p>
      {act && (
        <Button variant="default" component={Link} href={href}>
          {act}
        </Button>
      )}
    </section>
  )
}

/** The word that is owed first of the cases that I lead. */
function OwedLine() {
  const { data: me } = useMe()
  const { data: cases } = useCases()
  const now = new Date(useNow(60_000))
  const owing = (cases ?? noCases)
    .flatMap(({ codeName, level, owed }) => (level === 'lead' && owed ? [{ codeName, owed }] : []))
    .toSorted((a, b) => Date.parse(a.owed.dueAt) - Date.parse(b.owed.dueAt))
  const [first, ...others] = owing
  if (!first || !me) return null
  return (
    <section className={look.nowLine} aria-label="Owed to a reporter">
      <p className="num">
        <b>{first.codeName}</b>: {sayOwed(first.owed, now, me.event.timeZone)}.
        {others.length > 0 && (
          <>
            {' '}
            <Link href={addresses.board}>{others.length} more</Link>
          </>
        )}
      </p>
      <Button
        variant="default"
        component={Link}
        href={`${casePath(first.codeName)}/report`}
        aria-label={`Open the report of ${first.codeName}`}
      >
        Open
      </Button>
    </section>
  )
}
