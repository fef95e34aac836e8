// The meetings of this case that have ended, with what each left: who led it to its end, what was still to do, who objected.

import { isDamaged } from '#shared/cases/damaged.ts'
import type { PastMeetings as Past } from '#shared/http/meetings.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { inLine } from '#shared/text/bounded.ts'
import { clockOf, whenOf } from '../../../ui/clock.ts'
import { ShowPart } from '../../../ui/part-state.tsx'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { usePastMeetings } from '../view/parts.ts'
import styles from './meeting.module.css'
import { sayShowing } from './showing-words.ts'

type Meeting = Past['meetings'][number]

export function PastMeetings() {
  return (
    <section aria-labelledby="past-meetings">
      <h2 id="past-meetings">Past meetings</h2>
      <ShowPart
        state={usePastMeetings()}
        what="The list of past meetings"
        empty={{
          when: ({ meetings }) => meetings.length === 0,
          words: <p className="meta">None yet.</p>,
        }}
      >
        {({ meetings }) => (
          <ul className={styles.past}>
            {meetings.map((meeting) => (
              <li key={meeting.id}>
                <One meeting={meeting} />
              </li>
            ))}
          </ul>
        )}
      </ShowPart>
    </section>
  )
}

function One({ meeting }: { meeting: Meeting }) {
  const { zone, shown } = useCaseView()
  const nowMs = useNow()
  const { startedAt, endedAt, place } = meeting
  return (
    <details>
      <summary className="num">
        {whenOf(startedAt, zone, nowMs)} to {clockOf(endedAt, zone)}
        {place && `, ${inLine(shown(place))}`}
      </summary>
      <Minutes meeting={meeting} />
    </details>
  )
}

function Minutes({ meeting }: { meeting: Meeting }) {
  const { zone, shown, nameOf } = useCaseView()
  const first = (member: string) => firstNameOf(nameOf(member))
  const { startedBy, endedBy, hasObjection, namesShown } = meeting
  return (
    <dl className={`${styles.minutes} num`}>
      <dt>Started by</dt>
      <dd>{first(startedBy)}</dd>
      <dt>Ended by</dt>
      <dd>{first(endedBy)}</dd>
      {isDamaged(meeting) ? (
        <>
          <dt>Minutes</dt>
          <dd>Damaged</dd>
        </>
      ) : (
        <>
          <dt>Could open the case</dt>
          <dd>{meeting.access.map(first).join(', ') || 'Nobody'}</dd>
          <dt>Still to do</dt>
          <dd>
            {meeting.openTasks.length === 0 && 'Nothing'}
            {meeting.openTasks.map(({ id, what, who, due, dueWords }) => (
              <span key={id} className={styles.left}>
                {shown(what) || 'No words yet'}
                {`, ${who ? first(who) : 'no one'}`}
                {(dueWords ?? due) && `, ${dueWords ? shown(dueWords) : clockOf(due!, zone)}`}
              </span>
            ))}
          </dd>
          <dt>Objection</dt>
          <dd>{sayObjection(hasObjection, meeting.objection && shown(meeting.objection))}</dd>
        </>
      )}
      {namesShown.length > 0 && (
        <>
          <dt>Names shown</dt>
          <dd>{namesShown.map((one) => sayShowing(one, zone, first(one.by))).join(', ')}</dd>
        </>
      )}
    </dl>
  )
}

function sayObjection(hasObjection: boolean | null, words: string | null): string {
  if (hasObjection === null) return 'Not asked'
  if (!hasObjection) return 'None'
  return words || 'Yes, without words'
}
