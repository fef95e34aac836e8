// The account as it was sent. Nothing here can be changed any more; what is added goes below it, in the case.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { Fact } from '#shared/http/cases.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { codeOf } from '../../api/queries.ts'
import { Notice } from '../../ui/Notice.tsx'
import { type Draft, whenOf } from './draft.ts'
import look from './report.module.css'

type SentReportProps = { draft: Draft; at: Date; codeName: string; timeZone: string }

const wordsOf = (fact: Fact | undefined): string | undefined => (typeof fact === 'string' ? fact : undefined)

export function SentReport({ draft, at, codeName, timeZone }: SentReportProps) {
  const facts: [string, string | undefined][] = [
    ['In danger', draft.isDanger === null ? undefined : draft.isDanger ? 'Yes or not sure' : 'No, all safe'],
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
          {`Sent ${sayTime(at, at, timeZone)}. The words stay as they are. You can add below.`}
        </span>
      </Notice>
      <h2>What happened?</h2>
      <p className={look.account}>{draft.whatHappened.trim() || 'Nothing was written down.'}</p>
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
      <Button component={Link} href={`/c/${codeOf(codeName)}`} fullWidth>
        {`Open ${codeName}`}
      </Button>
    </div>
  )
}
