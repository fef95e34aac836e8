// The room display: a window for a projector or a television. It has a session of its own, made from a member's device,
// and is sent masked data only; nothing can be written here, and nothing of another case can be reached.

import { IconDeviceTvOff, IconEye, IconEyeOff } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { DisplayState } from '#shared/protocol/display.ts'
import { inLine } from '#shared/text/bounded.ts'
import { useFront } from '../../api/queries.ts'
import { type DisplayView, openDisplay } from '../../sync/display-connection.ts'
import { clockOf } from '../../ui/clock.ts'
import { DemoMark } from '../../ui/DemoMark.tsx'
import { Mark } from '../../ui/Logo.tsx'
import { NotArrived } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { useNow } from '../../ui/use-now.ts'
import { Blocks } from './Blocks.tsx'
import { JoinBox } from './JoinBox.tsx'
import { People } from './People.tsx'
import { RoomTasks } from './RoomTasks.tsx'
import styles from './room.module.css'
import { forgetDisplayToken, useDisplayToken } from './use-display-token.ts'

/** @param code the code name as it stands in the address */
export function RoomPage({ code }: { code: string }) {
  const token = useDisplayToken(code)
  if (token.is === 'there') return <Shown code={code} token={token.data} />
  if (token.is === 'loading') return <Blank />
  if (token.is === 'not-available') return <Blank words="This page isn't available" />
  return (
    <Blank>
      <NotArrived what="The room display" state={token} />
    </Blank>
  )
}

function Shown({ code, token }: { code: string; token: string }) {
  const [view, setView] = useState<DisplayView>()
  useEffect(() => openDisplay(token, setView), [token])
  const isOver = view?.over !== undefined
  useEffect(() => {
    if (isOver) forgetDisplayToken(code)
  }, [isOver, code])
  useTitle(view?.state?.codeName ?? 'Room display')
  useFullScreenKey()
  if (view?.over === 'meeting-ended') return <Blank words="The meeting has ended" />
  if (view?.over) return <Blank words="This page isn't available" />
  if (!view?.state) return <Blank words={view?.cutAtMs ? 'Not live. Reconnecting…' : undefined} />
  if (!view.state.meeting) return <Blank words="No meeting now" />
  return <Meeting state={view.state} meeting={view.state.meeting} cutAtMs={view.cutAtMs} />
}

function Blank({ words, children }: { words?: string | undefined; children?: ReactNode }) {
  return (
    <main id="main" className={styles.blank}>
      <Mark />
      {words && <h1>{words}</h1>}
      {children}
      <InDemo />
    </main>
  )
}

/** In the head, beside where the meeting is: what is read from far stays as it is. */
function InDemo() {
  const { data: front } = useFront()
  return <DemoMark isDemo={front?.isDemo} />
}

/** F: full screen, and back. */
function useFullScreenKey(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.fullscreenElement) void document.exitFullscreen()
      else void document.documentElement.requestFullscreen().catch(() => {})
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

type Given = {
  state: DisplayState
  meeting: NonNullable<DisplayState['meeting']>
  cutAtMs: number | undefined
}

function Meeting({ state, meeting, cutAtMs }: Given) {
  const lit = meeting.question
  return (
    <main
      id="main"
      className={styles.room}
      data-cut={cutAtMs !== undefined}
      data-wide={lit <= 2 ? 'text' : 'tasks'}
    >
      <Head state={state} meeting={meeting} cutAtMs={cutAtMs} />
      <div className={styles.columns}>
        <div className={styles.texts}>
          <Question number={1} title="What happened?" lit={lit}>
            <Blocks blocks={state.whatHappened} otherwise="Nothing is written yet." />
          </Question>
          <Question number={2} title="Are we doing anything about it?" lit={lit} answer={state.acting}>
            <Blocks blocks={state.whatWeDo} otherwise="" />
          </Question>
        </div>
        <RoomTasks state={state} lit={lit} />
      </div>
      <footer className={styles.foot}>
        <People title="In the room" people={state.inTheRoom} />
        <People title="By phone" people={state.byPhone} />
        <Names names={state.names} />
        <JoinBox code={meeting.joinCode} />
      </footer>
    </main>
  )
}

function Head({ state, meeting, cutAtMs }: Given) {
  const now = useNow()
  const minutes = Math.max(0, Math.floor((now - Date.parse(meeting.startedAt)) / 60_000))
  return (
    <header className={styles.head}>
      <div>
        <InDemo />
        <p className={styles.event}>
          <Mark />
          <span>{meeting.place ? `Staff meeting, ${inLine(meeting.place)}` : 'Staff meeting'}</span>
        </p>
        <h1>{state.codeName}</h1>
      </div>
      <p role="status" aria-label="Connection" className={styles.cut}>
        {cutAtMs !== undefined && (
          <>
            <IconDeviceTvOff size={28} stroke={1.6} aria-hidden />
            Not live since {clockOf(new Date(cutAtMs).toISOString(), state.zone)}. Reconnecting…
          </>
        )}
      </p>
      <div className={styles.clocks}>
        <div>
          <span role="timer" aria-label="Meeting time" className="num">
            {minutes} <i>min</i>
          </span>
          <small className="num">since {clockOf(meeting.startedAt, state.zone)}</small>
        </div>
        <div>
          <span className={`num ${styles.now}`}>{clockOf(new Date(now).toISOString(), state.zone)}</span>
        </div>
      </div>
    </header>
  )
}

const answers = { yes: 'Yes', 'not-yet': 'Not yet', no: 'No' } as const

function Question({
  number,
  title,
  lit,
  answer,
  children,
}: {
  number: number
  title: string
  lit: number
  answer?: DisplayState['acting']
  children: React.ReactNode
}) {
  const isLit = lit === number
  return (
    <section
      aria-labelledby={`room-${number}`}
      aria-current={isLit ? 'step' : undefined}
      className={isLit ? `${styles.question} ${styles.lit}` : styles.question}
    >
      <h2 id={`room-${number}`}>
        <span className={styles.number} data-lit={isLit} aria-hidden="true">
          {number}
        </span>
        {title}
        {answer && <span className={styles.answer}>{answers[answer]}</span>}
      </h2>
      {children}
    </section>
  )
}

function Names({ names }: { names: DisplayState['names'] }) {
  return (
    <p role="status" aria-label="Names" className={styles.names}>
      {names.shownBy ? <IconEye aria-hidden /> : <IconEyeOff aria-hidden />}
      <span>
        {names.shownBy ? `Names are shown by ${names.shownBy}` : 'Names are hidden'}
        {!names.shownBy && names.lead && <small>{names.lead} can show them</small>}
      </span>
    </p>
  )
}
