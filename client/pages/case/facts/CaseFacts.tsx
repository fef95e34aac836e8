// Beside the questions: what the report says, who is in the case, who is on it.

import { Button } from '@mantine/core'
import { IconLock, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { firstNameOf } from '#shared/people/initials.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { usePresent } from '../../../sync/watch.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useCaseView } from '../case-view.tsx'
import { placesOf, sayOnlyThese } from '../meeting/presence-words.ts'
import { roleTitle } from '../names.ts'
import { AddPerson } from './AddPerson.tsx'
import { factLines } from './fact-words.ts'
import styles from './facts.module.css'

export function CaseFacts() {
  return (
    <aside aria-label="Case facts" className={styles.panel}>
      <FromTheReport />
      <People />
      <Team />
    </aside>
  )
}

function FromTheReport() {
  const { detail, zone, nameOf, shown } = useCaseView()
  const [report, ...more] = detail.reports
  const taker = firstNameOf(nameOf(report?.takenBy ?? detail.reportedBy))
  const at = sayTime(new Date(report?.at ?? detail.reportedAt), new Date(), zone)
  return (
    <section aria-labelledby="facts-report">
      <h2 id="facts-report">From the report</h2>
      <dl className={`${styles.facts} num`}>
        <dt>Reported</dt>
        <dd>
          {at} to {taker}
        </dd>
        {report &&
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
    </section>
  )
}

function People() {
  const { detail, isHidden, may } = useCaseView()
  const [isAdding, setAdding] = useState(false)
  return (
    <section aria-labelledby="facts-people">
      <h2 id="facts-people">People in the case</h2>
      {detail.people.length === 0 && <p className="meta">Nobody is listed yet.</p>}
      <ul className={styles.people}>
        {detail.people.map((person) => (
          <li key={person.id}>
            <b>{isHidden ? 'Name hidden' : person.name}</b>
            <span className="num">
              {roleTitle(person, detail.people)}
              {person.badge && !isHidden ? `, badge ${person.badge}` : ''}
            </span>
          </li>
        ))}
      </ul>
      {may('add-person') && (
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

function Team() {
  const { detail, record, nameOf, colourOf, members } = useCaseView()
  const places = placesOf(usePresent(record))
  return (
    <section aria-labelledby="facts-team">
      <h2 id="facts-team">On this case</h2>
      <ul className={styles.team}>
        {detail.access.map(({ member, level }) => {
          const place = places.get(member)
          const says =
            level === 'lead'
              ? 'Leads'
              : place === 'room'
                ? 'In the room'
                : place === 'phone'
                  ? 'By phone'
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
              <span className="meta">{says}</span>
            </li>
          )
        })}
      </ul>
      <p className={`${styles.lock} meta`}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        {sayOnlyThese(detail.access.length)}
      </p>
    </section>
  )
}
