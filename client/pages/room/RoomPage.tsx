// The room display: a window for a projector or a television. It has a session of its own, made from a member's device,
// and is sent masked data only; nothing can be written here, and nothing of another case can be reached.

import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { DisplayState } from '#shared/protocol/display.ts'
import { type DisplayView, openDisplay } from '../../sync/display-connection.ts'
import { useTitle } from '../../ui/title.ts'
import { Blank } from './Blank.tsx'
import { JoinBox } from './JoinBox.tsx'
import { People } from './People.tsx'
import { Questions } from './Questions.tsx'
import { RoomHead } from './RoomHead.tsx'
import styles from './room.module.css'
import { forgetDisplayToken, useDisplayToken } from './use-display-token.ts'

/** @param code the code name as it stands in the address */
export function RoomPage({ code }: { code: string }) {
  const token = useDisplayToken(code)
  if (token.is === 'there') return <Shown code={code} token={token.data} />
  if (token.is === 'loading') return <Blank words="Opening the room display…" />
  if (token.is === 'not-available') return <Blank words={notAvailable} more={openAnew} />
  return <Blank words="Greenroom does not answer" more={tries} isLate />
}

const notAvailable = 'This page isn’t available'
const openAnew = 'Open the room display anew on the page of its case.'
const tries = 'This screen tries again by itself.'

function Shown({ code, token }: { code: string; token: string }) {
  const [view, setView] = useState<DisplayView>()
  useEffect(() => openDisplay(token, setView), [token])
  const isOver = view?.over !== undefined
  useEffect(() => {
    if (isOver) forgetDisplayToken(code)
  }, [isOver, code])
  useTitle(view?.state?.codeName ?? 'Room display')
  useFullScreenKey()
  if (view?.over === 'meeting-ended')
    return <Blank words="The meeting has ended" more="For the next one, open the room display anew." />
  if (view?.over) return <Blank words={notAvailable} more={openAnew} />
  if (view?.state?.meeting)
    return <Meeting state={view.state} meeting={view.state.meeting} cutAtMs={view.cutAtMs} />
  // Also where no meeting was: a screen never looks live that is not.
  if (view?.cutAtMs) return <Blank words="Not live. Reconnecting…" more={tries} isLate />
  return <Blank words={view?.state ? 'No meeting now' : 'Connecting…'} />
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
  return (
    <main id="main" className={styles.room} data-cut={cutAtMs !== undefined}>
      <RoomHead {...{ state, meeting, cutAtMs }} />
      <Questions state={state} lit={meeting.question} />
      <footer className={styles.foot}>
        <People {...state} />
        <Names names={state.names} />
        <JoinBox code={meeting.joinCode} />
      </footer>
    </main>
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
