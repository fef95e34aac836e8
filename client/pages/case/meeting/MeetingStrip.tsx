// The meeting in one strip: how long (whole minutes: 12:30 would read like a clock), who takes part from where,
// which question the room display shows, and its start and end.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Meeting } from '#shared/http/meetings.ts'
import { inLine } from '#shared/text/bounded.ts'
import { usePresent } from '../../../sync/watch.ts'
import { Avatars } from '../../../ui/Avatar.tsx'
import { clockOf } from '../../../ui/clock.ts'
import { Form, NotDone } from '../../../ui/form/Form.tsx'
import { TextField } from '../../../ui/form/fields.tsx'
import { useFitting } from '../../../ui/use-fitting.ts'
import { useNow } from '../../../ui/use-now.ts'
import { useCaseView } from '../view/case-view.tsx'
import { useMeetingChanges } from '../view/meeting-changes.ts'
import { lookingOn, placesOf, placeWords } from '../view/presence-words.ts'
import { DisplayQuestion } from './DisplayQuestion.tsx'
import { EndMeeting } from './EndMeeting.tsx'
import styles from './meeting.module.css'
import { ShowNames } from './ShowNames.tsx'
import { WhereYouAre } from './WhereYouAre.tsx'

/** An avatar with the room beside it, in pixels. */
const faceWidth = 34

export function MeetingStrip() {
  const { head, may } = useCaseView()
  if (head.meeting) return <Running meeting={head.meeting} />
  if (may('start-meeting')) return <StartMeeting />
  return (
    <section aria-label="Meeting" className={styles.quiet}>
      <p>No meeting now</p>
    </section>
  )
}

function StartMeeting() {
  const { start } = useMeetingChanges()
  const [place, setPlace] = useState('')
  const onSend = () => start.mutate(place.trim() ? { place: place.trim() } : {})
  return (
    <section aria-label="Meeting" className={styles.quiet}>
      <Form className="" isBusy={start.isPending} onSend={onSend}>
        <p>No meeting now</p>
        <TextField
          aria-label="Where, if in a room"
          placeholder="Room 2.14"
          value={place}
          maxLength={120}
          onChange={(event) => setPlace(event.currentTarget.value)}
        />
        <Button type="submit" loading={start.isPending}>
          Start meeting
        </Button>
      </Form>
      <NotDone words={start.isError && 'The meeting was not started. Try again.'} />
    </section>
  )
}

function Running({ meeting }: { meeting: Meeting }) {
  const { may } = useCaseView()
  const [isEnding, setEnding] = useState(false)
  const now = useNow()
  const minutes = Math.max(0, Math.floor((now - Date.parse(meeting.startedAt)) / 60_000))
  return (
    <section aria-label="Meeting" className={styles.meeting}>
      <div className={styles.strip}>
        <div className={styles.clock}>
          <span role="timer" aria-label="Meeting time" className="num">
            {minutes} min
          </span>{' '}
          <small className="num">
            <Since meeting={meeting} />
          </small>
        </div>
        <Taking />
        <DisplayQuestion question={meeting.question} />
        <ShowNames />
        {may('end-meeting') && (
          <button type="button" className={styles.end} onClick={() => setEnding(true)}>
            End<span className={styles.endWords}> meeting</span>
          </button>
        )}
      </div>
      <WhereYouAre meeting={meeting.id} />
      <EndMeeting isOpen={isEnding} onClose={() => setEnding(false)} />
    </section>
  )
}

/** "since 14:04, Room 2.14"; where there is less room, the place alone. */
function Since({ meeting }: { meeting: Meeting }) {
  const { zone } = useCaseView()
  const since = `since ${clockOf(meeting.startedAt, zone)}`
  if (!meeting.place) return since
  return (
    <>
      <span className={styles.since}>{since}, </span>
      <bdi className={styles.place}>{inLine(meeting.place)}</bdi>
    </>
  )
}

/** Who takes part, in the order of coming; as many as the line has room for. */
function Taking() {
  const { record, nameOf, colourOf } = useCaseView()
  const present = usePresent(record)
  const looking = lookingOn(present)
  const { box, most } = useFitting<HTMLDivElement>(faceWidth)
  const drawn = [...placesOf(present)].map(([id, place]) => {
    const isHere = looking.has(id)
    const says = `${nameOf(id)}, ${placeWords[place].toLowerCase()}${isHere ? '' : ', away'}`
    return { id, name: nameOf(id), says, colour: colourOf(id), isHere }
  })
  return (
    <div ref={box} className={styles.taking}>
      <Avatars people={drawn} most={most} />
    </div>
  )
}
