// A task in one line: '@maria 14:30 ask venue for the lobby camera footage'. The line below says back what Enter
// will do. Enter adds and stays, Escape leaves; nothing is ever given to somebody by a guess.

import { Button } from '@mantine/core'
import { IconArrowUp } from '@tabler/icons-react'
import { uuidv4 } from 'lib0/random'
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MemberId, TaskId } from '#shared/ids.ts'
import { limits } from '#shared/limits.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { hasTooMany } from '#shared/record/counts.ts'
import { addTask } from '#shared/record/edit.ts'
import { type Doubt, type Pickable, parseQuickAdd, type QuickAdd as Read } from '#shared/tasks/quick-add.ts'
import { startOfMinute } from '#shared/tasks/time-in-line.ts'
import { useSetAccess } from '../../../../api/changes.ts'
import { useAnnounce } from '../../../../ui/Announcer.tsx'
import { useIsPhone } from '../../../../ui/breakpoints.ts'
import { serverNow } from '../../../../ui/server-clock.ts'
import { useNow } from '../../../../ui/use-now.ts'
import { useCaseView } from '../../view/case-view.tsx'
import { usePickable } from '../../view/pickable.ts'
import { sayAdded } from '../../view/task-words.ts'
import { HighlightedInput } from './HighlightedInput.tsx'
import { Preview } from './Preview.tsx'
import styles from './quick-add.module.css'

/** One of several who fit, chosen for exactly these typed words. */
type Picked = { typed: string; member: Pickable }

/** What a doubtful time is, chosen for exactly these typed words; without a choice it is none. */
type Timed = { typed: string; choice: Doubt['choices'][number] | undefined }

/** What a past time means, chosen for exactly this one. */
type Meant = { was: string; due: string }

/** The line as it is read once somebody has said what the doubtful time in it is. */
function settled(read: Read, timed: Timed | undefined, now: Date): Read {
  if (!read.doubt || timed?.typed !== read.doubt.words) return read
  const { choice } = timed
  if (!choice) return { ...read, doubt: null, what: read.doubt.asWords, parts: read.parts.filter(isName) }
  return {
    ...read,
    ...choice,
    doubt: null,
    isPast: choice.due !== null && new Date(choice.due) < startOfMinute(now),
  }
}

const meaning = (read: Read, meant: Meant | undefined): Read =>
  read.isPast && meant?.was === read.due ? { ...read, due: meant.due, isPast: false } : read

const isName = ({ kind }: Read['parts'][number]): boolean => kind === 'who'

const typedName = (text: string, read: Read): string => {
  const part = read.parts.find((one) => one.kind === 'who')
  return part ? text.slice(part.from, part.to) : ''
}

export function QuickAdd() {
  const { record, zone, head, me } = useCaseView()
  const people = usePickable()
  const announce = useAnnounce()
  const setAccess = useSetAccess()
  const isPhone = useIsPhone()
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<Picked>()
  const [timed, setTimed] = useState<Timed>()
  const [meant, setMeant] = useState<Meant>()
  const choices = useRef<HTMLDivElement>(null)
  const isAdding = text.trim() !== ''
  useEffect(() => {
    record.setPresence({ isAdding })
    return () => record.setPresence({ isAdding: false })
  }, [record, isAdding])
  const now = new Date(Math.max(useNow(), serverNow()))
  const parsed = parseQuickAdd(text, { now, timeZone: zone, people })
  const named: Read =
    picked && parsed.who.is === 'several' && picked.typed === typedName(text, parsed)
      ? { ...parsed, who: { is: 'one', member: picked.member } }
      : parsed
  const read = meaning(settled(named, timed, now), meant)

  // Said and left as it stands: words cut off here would be missed by nobody until they matter.
  const isTooLong = read.what.length > limits.maxTaskChars
  const isFull = isAdding && hasTooMany(record.doc, 'tasks', 1)

  const add = (who: MemberId | null, due = read.due) => {
    if (read.what === '' || isTooLong || isFull || read.doubt) return
    const task = { id: uuidv4() as TaskId, what: read.what, who, due, dueWords: read.dueWords }
    addTask(record.doc, task)
    setText('')
    setPicked(undefined)
    setTimed(undefined)
    setMeant(undefined)
    document.getElementById('quick-add')?.focus()
    const to = people.find((one) => one.id === who)
    announce.assertive(
      sayAdded('You', to && (to.id === me.id ? 'yourself' : firstNameOf(to.name)), task, zone, now.getTime()),
    )
  }
  const addWithAccess = async (member: MemberId) => {
    await setAccess.mutateAsync({ caseId: head.id, member, level: 'write' })
    add(member)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (isTooLong || isFull) return
    const isClear = !read.doubt && !read.isPast
    if (read.who.is === 'none' && isClear) return add(null)
    if (read.who.is === 'one' && read.who.member.onCase && isClear) return add(read.who.member.id)
    // Something is to be chosen first; the choices stand right below.
    choices.current?.querySelector('button')?.focus()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) event.currentTarget.blur()
  }
  return (
    <form aria-label="Add a task" className={styles.form} onSubmit={onSubmit} noValidate>
      <div className={styles.field}>
        <HighlightedInput
          id="quick-add"
          label="Quick add"
          placeholder="@who 14:30 what to do"
          describedBy="quick-add-says"
          text={text}
          parts={read.parts}
          onChange={setText}
          onKeyDown={onKeyDown}
        />
        {!isPhone && (
          <Button type="submit" className={styles.add} style={{ '--button-height': '36px' }}>
            Add task
          </Button>
        )}
      </div>
      {isPhone && (
        <Button type="submit" aria-label="Add task" className={styles.send}>
          <IconArrowUp size={22} stroke={1.6} aria-hidden />
        </Button>
      )}
      <div ref={choices} id="quick-add-says" className={styles.says}>
        {isFull ? (
          <p role="alert" className={styles.hint}>
            This case has as many tasks as it can hold. Remove some, or add this to another one.
          </p>
        ) : isTooLong ? (
          <p role="alert" className={styles.hint}>
            This is too long for a task. Shorten it, then add it: 2,000 characters fit.
          </p>
        ) : (
          <Preview
            text={text}
            read={read}
            now={now}
            onPick={(member) => {
              setPicked({ typed: typedName(text, read), member })
              document.getElementById('quick-add')?.focus()
            }}
            onTime={(choice) => {
              setTimed({ typed: read.doubt?.words ?? '', choice })
              document.getElementById('quick-add')?.focus()
            }}
            onMeant={(due) => {
              if (read.who.is === 'none') add(null, due)
              else if (read.who.is === 'one' && read.who.member.onCase) add(read.who.member.id, due)
              else {
                setMeant({ was: read.due!, due })
                document.getElementById('quick-add')?.focus()
              }
            }}
            onGive={(member) => add(member)}
            onAddToCase={addWithAccess}
          />
        )}
      </div>
    </form>
  )
}
