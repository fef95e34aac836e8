// A meeting that is running: where, since when, who is in it by their devices, and the way in.

import { Button } from '@mantine/core'
import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Meeting } from '#shared/http/meetings.ts'
import type { Member } from '#shared/http/people.ts'
import { casePath } from '../../api/queries.ts'
import { Avatars } from '../../ui/Avatar.tsx'
import look from './board.module.css'
import { meetingWords, type Telling } from './card-words.ts'

type MeetingNowProps = {
  card: CaseCard & { meeting: Meeting }
  /** Named "Meeting now"; further ones add their code name, so that each can be told apart. */
  isFirst: boolean
  /** Who is in it now; undefined until that is known. */
  here: readonly Member[] | undefined
  telling: Telling
}

export function MeetingNow({ card, isFirst, here, telling }: MeetingNowProps) {
  const [, navigate] = useLocation()
  const label = isFirst ? 'Meeting now' : `Meeting now, ${card.codeName}`
  return (
    <section className={look.meeting} aria-label={label}>
      <div className={look.meetingWords}>
        <span className={look.dot} aria-hidden="true" />
        <p>
          <b>{card.codeName}</b>
          {meetingWords(card.meeting, telling.now, telling.timeZone)}
        </p>
      </div>
      <div className={look.meetingSide}>
        {here && <Avatars people={here} most={5} />}
        <Button onClick={() => navigate(casePath(card.codeName))}>Join meeting</Button>
      </div>
    </section>
  )
}
