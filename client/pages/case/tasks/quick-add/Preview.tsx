// The line under the quick add: what Enter will do, or what has to be chosen before it does anything.

import { Button } from '@mantine/core'
import type { MemberId } from '#shared/ids.ts'
import type { Doubt, Pickable, QuickAdd } from '#shared/tasks/quick-add.ts'
import { sayChoice, sayQuickAdd } from '#shared/tasks/say-quick-add.ts'
import { Avatar } from '../../../../ui/Avatar.tsx'
import { KeyHint } from '../../../../ui/KeyHint.tsx'
import { roleTitles } from '../../../../ui/role-titles.ts'
import { useCaseView } from '../../view/case-view.tsx'
import { OutsideChoices } from '../GiveOutside.tsx'
import { PastChoices } from '../PastChoices.tsx'
import styles from './quick-add.module.css'

type Given = {
  text: string
  read: QuickAdd
  now: Date
  onPick: (member: Pickable) => void
  /** What its past time means. */
  onMeant: (due: string) => void
  /** What was doubtful is this; undefined: no time, but words. */
  onTime: (choice: Doubt['choices'][number] | undefined) => void
  onGive: (member: MemberId) => void
  onAddToCase: (member: MemberId) => Promise<void>
}

export function Preview({ text, read, now, onPick, onMeant, onTime, onGive, onAddToCase }: Given) {
  const { zone, colourOf, nameOf, members } = useCaseView()
  /** Two of one name are told apart by what they are in the event. */
  const titleOf = (id: string) => roleTitles[members.get(id)?.role ?? 'staff']
  const { who } = read
  if (text.trim() === '') return null
  if (who.is === 'several')
    return (
      <>
        <p className={styles.hint}>Which one?</p>
        <ul className={styles.choose} aria-label="Which one?">
          {who.members.map((member) => (
            <li key={member.id}>
              <Button
                variant="default"
                onClick={() => onPick(member)}
                leftSection={<Avatar name={member.name} colour={colourOf(member.id)} size="s" isDecoration />}
              >
                {member.name}
                <span className={styles.note}>
                  {[titleOf(member.id), !member.onCase && 'not on this case'].filter(Boolean).join(', ')}
                </span>
              </Button>
            </li>
          ))}
        </ul>
      </>
    )
  const member = who.is === 'one' ? who.member : undefined
  return (
    <>
      <p className={`${styles.hint} num`}>
        {member && (
          <Avatar name={nameOf(member.id)} colour={colourOf(member.id)} size="s" isHere isDecoration />
        )}
        <span>
          {sayQuickAdd(read, { now, timeZone: zone }).map((piece) =>
            piece.strong ? <b key={piece.text}>{piece.text}</b> : piece.text,
          )}
        </span>
        {read.what !== '' &&
          !read.doubt &&
          !read.isPast &&
          who.is !== 'unknown' &&
          (!member || member.onCase) && (
            <span className={styles.adds}>
              <KeyHint keys="Enter" /> adds
            </span>
          )}
      </p>
      {read.doubt && who.is !== 'unknown' && (
        <ul className={styles.choose} aria-label="When is that?">
          {read.doubt.choices.map((choice) => (
            <li key={`${choice.due} ${choice.dueWords}`}>
              <Button variant="default" onClick={() => onTime(choice)}>
                {sayChoice(choice, { now, timeZone: zone })}
              </Button>
            </li>
          ))}
          <li>
            <Button variant="default" onClick={() => onTime(undefined)}>
              No time
            </Button>
          </li>
        </ul>
      )}
      {read.isPast && read.due && !read.doubt && who.is !== 'unknown' && (
        <PastChoices due={read.due} now={now} onMeant={onMeant} />
      )}
      {member && !member.onCase && !read.doubt && !read.isPast && (
        <OutsideChoices onGive={() => onGive(member.id)} onAdd={() => onAddToCase(member.id)} />
      )}
    </>
  )
}
