// The empty board. It never congratulates: no reports is not no harm. The chair sees what can be made ready.

import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { ArchArt } from '../../ui/ArchArt.tsx'
import { addresses } from '../../ui/addresses.ts'
import { Chip } from '../../ui/Chip.tsx'
import look from './first-run.module.css'

type FirstRunProps = {
  isChair: boolean
  eventName: string
  /** How many of the team have an account. */
  members: number
}

export function FirstRun({ isChair, eventName, members }: FirstRunProps) {
  return (
    <div className={look.first}>
      <div className={look.picture}>
        <ArchArt />
      </div>
      <div className={look.words}>
        <h2>No cases yet</h2>
        <p>
          When someone on the team takes a report, it appears here for the people who need it.
          {isChair && ' Use the quiet days now to get ready.'}
        </p>
        {isChair && <Steps eventName={eventName} members={members} />}
      </div>
    </div>
  )
}

function Steps({ eventName, members }: Omit<FirstRunProps, 'isChair'>) {
  const signedIn = members === 1 ? 'So far it is only you.' : `${members} have signed in.`
  return (
    <ol className={look.steps}>
      <Step number={1} isDone title="Name the event" words={eventName}>
        <Chip tone="green">Done</Chip>
      </Step>
      <Step number={2} title="Invite the response team" words={`Coordinators and staff. ${signedIn}`}>
        <Button component={Link} href={addresses.settings}>
          Invite staff
        </Button>
      </Step>
      <Step
        number={3}
        title="Take a first report to practise"
        words="Write something invented, and meet about it once."
      >
        <Button component={Link} href={addresses.report} variant="default">
          Start practice
        </Button>
      </Step>
    </ol>
  )
}

type StepProps = { number: number; isDone?: boolean; title: string; words: string; children: ReactNode }

function Step({ number, isDone, title, words, children }: StepProps) {
  return (
    <li className={look.step}>
      <span className={look.number} data-done={isDone || undefined} aria-hidden="true">
        {isDone ? <IconCheck size={16} stroke={2} /> : number}
      </span>
      <span className={look.stepWords}>
        <b>{title}</b>
        <small>{words}</small>
      </span>
      {children}
    </li>
  )
}
