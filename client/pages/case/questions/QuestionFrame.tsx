// The frame of a question: its number (filled while it is on the room display), who is at it, and telling
// the others that this device is at it.

import { IconDeviceTv } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Question } from '#shared/protocol/events.ts'
import { usePresent } from '../../../sync/watch.ts'
import { Avatars } from '../../../ui/Avatar.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { membersAt, sayHere } from '../view/presence-words.ts'
import styles from './questions.module.css'

export type QuestionPlace = { questions: readonly Question[]; isLit: boolean; isShown: boolean }

/** "Priya and Dawit are here", with their avatars: above the heading, where there is room whoever comes. */
function HereNow({ questions }: { questions: readonly Question[] }) {
  const { record, me, colourOf } = useCaseView()
  const here = membersAt(usePresent(record), questions, me.id)
  if (here.length === 0) return null
  const words = sayHere(here.map((one) => one.name))
  return (
    <span className={styles.looking}>
      <Avatars
        size="s"
        most={4}
        people={here.map(({ member, name }) => ({
          id: member,
          name,
          colour: colourOf(member),
          isHere: true,
          isDecoration: true,
        }))}
      />
      <span key={words}>{words}</span>
    </span>
  )
}

export function QuestionFrame({
  questions,
  isLit,
  isShown,
  labelledBy,
  number,
  children,
}: QuestionPlace & { labelledBy: string; number?: ReactNode; children: ReactNode }) {
  const { record } = useCaseView()
  const [question] = questions
  return (
    <section
      aria-labelledby={labelledBy}
      data-question={question}
      className={isLit ? `${styles.question} ${styles.lit}` : styles.question}
      hidden={!isShown}
      onFocus={() => record.setPresence({ question: question! })}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) record.setPresence({ question: null })
      }}
    >
      {number ?? (
        <span className={styles.number} aria-hidden="true">
          {question}
        </span>
      )}
      <div className={styles.body}>{children}</div>
      <OnDisplayNow isLit={isLit} />
      <HereNow questions={questions} />
    </section>
  )
}

/** On phones: this question is the one everybody sees. */
function OnDisplayNow({ isLit }: { isLit: boolean }) {
  if (!isLit) return null
  return (
    <p className={styles.onDisplay}>
      <IconDeviceTv size={18} stroke={1.6} aria-hidden /> On the room display now
    </p>
  )
}
