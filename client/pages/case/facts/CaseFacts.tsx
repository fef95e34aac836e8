// Beside the questions: what the report says, who is in the case, who is on it.

import { Button } from '@mantine/core'
import { IconLock, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { isDamaged, isWhole } from '#shared/cases/damaged.ts'
import type { CaseAccess, Reports } from '#shared/http/cases.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { partStateOf } from '../../../api/part-state.ts'
import { useCaseProcedure } from '../../../api/procedure.ts'
import { usePresent } from '../../../sync/watch.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Bar } from '../../../ui/CardShape.tsx'
import { sayOwed } from '../../../ui/owed-words.ts'
import { ShowPart } from '../../../ui/part-state.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { AddPerson } from '../people/AddPerson.tsx'
import { AddStaff } from '../people/AddStaff.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { factLines } from '../view/fact-words.ts'
import { type PersonHere, sayRole } from '../view/names.ts'
import { useAccess, usePeople, useReports } from '../view/parts.ts'
import { notAnswered, placesOf, placeWords, sayWhoOpens } from '../view/presence-words.ts'
import { byAttendee } from '../view/taker-words.ts'
import { sayTicks } from '../view/tick-lines.ts'
import { useWhen } from '../view/when.ts'
import styles from './facts.module.css'
import { Procedure } from './Procedure.tsx'

/** @param account the account, where it stands beside the questions @param children what the meeting has to say beside the facts */
export function CaseFacts({ account, children }: { account?: ReactNode; children?: ReactNode }) {
  // From above, each below what is as tall as it will be: nothing moves while they come.
  const { head } = useCaseView()
  const all = [useReports(), usePeople(), useAccess(), partStateOf(useCaseProcedure(head.id))]
  const first = all.findIndex(({ is }) => is === 'loading')
  const come = first === -1 ? all.length : first
  return (
    <aside aria-label="Case facts" className={styles.panel}>
      {account}
      <FromTheReport />
      {come > 0 && <People />}
      {come > 1 && <Team />}
      {come > 2 && <Procedure />}
      {come > 3 && children}
    </aside>
  )
}

const lines = (
  <span className={styles.shape}>
    <Bar width="90%" />
    <Bar width="70%" />
  </span>
)

function FromTheReport() {
  const reports = useReports()
  return (
    <section aria-labelledby="facts-report">
      <h2 id="facts-report">From the report</h2>
      <ShowPart state={reports} what="The report" shape={lines}>
        {(known) => <ReportFacts {...known} />}
      </ShowPart>
    </section>
  )
}

function ReportFacts({ reports: [report, ...more], ticks = [] }: Reports) {
  const when = useWhen()
  const { head, zone, nameOf, shown } = useCaseView()
  const by = report ? report.takenBy : head.reportedBy
  const taker = by && firstNameOf(nameOf(by))
  const at = sayTime(new Date(report?.at ?? head.reportedAt), new Date(serverNow()), zone)
  return (
    <dl className={`${styles.facts} num`}>
      <dt>Reported</dt>
      <dd>
        {at} {taker ? `to ${taker}` : byAttendee}
      </dd>
      <dt>First response</dt>
      <dd>{sayTicks(ticks, when)}</dd>
      {head.owed && (
        <div>
          <dt>Owed to them</dt>
          <dd>{sayOwed(head.owed, new Date(serverNow()), zone)}</dd>
        </div>
      )}
      {report && isDamaged(report) && (
        <div>
          <dt>Its words</dt>
          <dd>Damaged</dd>
        </div>
      )}
      {report &&
        isWhole(report) &&
        factLines(report, taker, true).map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{shown(text)}</dd>
          </div>
        ))}
      {more.length > 0 && (
        <div>
          <dt>And</dt>
          <dd>{more.length === 1 ? '1 more report' : `${more.length} more reports`}</dd>
        </div>
      )}
    </dl>
  )
}

function People() {
  const { may } = useCaseView()
  const people = usePeople()
  const [isAdding, setAdding] = useState(false)
  return (
    <section aria-labelledby="facts-people">
      <h2 id="facts-people">People in the case</h2>
      <ShowPart
        state={people}
        what="The list of people"
        shape={lines}
        empty={{
          when: ({ people }) => people.length === 0,
          words: <p className="meta">Nobody is listed yet.</p>,
        }}
      >
        {({ people }) => (
          <ul className={styles.people}>
            {people.map((person) => (
              <Person key={person.id} person={person} people={people} />
            ))}
          </ul>
        )}
      </ShowPart>
      {may('add-person') && people.is !== 'loading' && (
        <>
          <Button
            variant="subtle"
            className={styles.quiet}
            leftSection={<IconUserPlus size={20} stroke={1.6} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add person
          </Button>
          <AddPerson isOpen={isAdding} onClose={() => setAdding(false)} />
        </>
      )}
    </section>
  )
}

function Person({ person, people }: { person: PersonHere; people: readonly PersonHere[] }) {
  const { isHidden } = useCaseView()
  if (isDamaged(person))
    return (
      <li>
        <b className="num">{sayRole(person, people)}</b>
      </li>
    )
  return (
    <li>
      <b>{isHidden ? 'Name hidden' : person.name}</b>
      <span className="num">
        {sayRole(person, people)}
        {person.badge && !isHidden ? `, badge ${person.badge}` : ''}
      </span>
    </li>
  )
}

function Team() {
  const { may } = useCaseView()
  const access = useAccess()
  return (
    <section aria-labelledby="facts-team">
      <h2 id="facts-team">On this case</h2>
      <ShowPart state={access} what="Who is on this case" shape={lines}>
        {({ access }) => <OnThisCase access={access} />}
      </ShowPart>
      {may('change-access') && access.is !== 'loading' && <AddStaff isQuiet />}
      {access.is === 'there' && (
        <p className={`${styles.lock} meta`}>
          <IconLock size={16} stroke={1.75} aria-hidden />
          {sayWhoOpens(...countOpening(access.data.access))}
        </p>
      )}
    </section>
  )
}

/** How many can open it, and how many have yet to answer the conflict question. */
function countOpening(access: CaseAccess['access']): [open: number, asked: number] {
  const asked = access.filter(({ isAsked }) => isAsked).length
  return [access.length - asked, asked]
}

function OnThisCase({ access }: Pick<CaseAccess, 'access'>) {
  const { record, nameOf, colourOf, members } = useCaseView()
  const places = placesOf(usePresent(record))
  return (
    <ul className={styles.team}>
      {access.map(({ member, level, isAsked }) => {
        const place = places.get(member)
        const says = isAsked
          ? notAnswered
          : level === 'lead'
            ? 'Leads'
            : place
              ? placeWords[place]
              : level === 'read'
                ? 'Can read'
                : ''
        return (
          <li key={member}>
            <Avatar
              name={nameOf(member)}
              colour={colourOf(member)}
              isHere={place !== undefined || (members.get(member)?.isHere ?? false)}
              isDecoration
            />
            <span>{nameOf(member)}</span>
            <span key={says} className="meta">
              {says}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
