// When one will be signed out. Whoever is at it stays signed in by itself, as far as the server lets use carry it; whoever is
// not is told a quarter of an hour before, and never in the middle of something: nothing on the page moves for it.

import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { limits } from '#shared/limits.ts'
import { useSessionLength, useStaySignedIn } from '../api/account.ts'
import { isProblem } from '../api/ask.ts'
import { useProve } from '../api/changes.ts'
import { useIsSessionOver, useMe } from '../api/queries.ts'
import { sayNotDone } from '../api/refusal-words.ts'
import { useWaitWords } from '../api/wait.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { clockOf } from '../ui/clock.ts'
import { NotDone } from '../ui/form/Form.tsx'
import { PasswordField } from '../ui/form/fields.tsx'
import { serverNow } from '../ui/server-clock.ts'
import { useNow } from '../ui/use-now.ts'
import look from './SessionEnd.module.css'
import { announcedOf, isToBeCarried } from './session-end.ts'

/** How often using the screen is told at most. */
const restMs = 60_000

export function SessionEnd() {
  const { data: me } = useMe()
  const isOver = useIsSessionOver()
  const length = useSessionLength()
  const stay = useStaySignedIn()
  const announce = useAnnounce()
  const now = useNow()
  const [isAsking, setAsking] = useState(false)
  const said = announcedOf(length.data, now)
  const until = said && me ? clockOf(said.endsAt, me.event.timeZone) : undefined
  useUse(() => length.data && isToBeCarried(length.data, serverNow()) && stay.mutate())
  // A meeting may have carried it on meanwhile: as it is announced it is asked once more.
  const { refetch } = length
  useEffect(() => {
    if (until !== undefined) void refetch()
  }, [until, refetch])
  useEffect(() => {
    if (until !== undefined) announce.polite(`You will be signed out at ${until}.`)
  }, [until, announce])

  if (!said || isOver || !me) return null
  return (
    <section className={look.card} aria-label="Signed in until">
      <p>
        <b>You will be signed out at {until}.</b> What you write until then is saved.
      </p>
      <NotDone words={stay.error && sayNotDone('You are not signed in for longer.', stay.error)} />
      {said.canStay && (
        <Button loading={stay.isPending} onClick={() => stay.mutate()}>
          Stay signed in
        </Button>
      )}
      {!said.canStay && !said.endsWithAccount && (
        <Button variant="default" onClick={() => setAsking(true)}>
          Sign in again now
        </Button>
      )}
      {isAsking && <SignInAgain onClose={() => setAsking(false)} />}
    </section>
  )
}

/** Calls when somebody touches this screen or types on it, at most once in a while. */
function useUse(used: () => void): void {
  const noteUse = useEffectEvent(used)
  useEffect(() => {
    let last = 0
    const onUse = () => {
      if (Date.now() - last < restMs) return
      last = Date.now()
      noteUse()
    }
    const kinds = ['pointerdown', 'keydown'] as const
    for (const kind of kinds) addEventListener(kind, onUse, { capture: true, passive: true })
    return () => {
      for (const kind of kinds) removeEventListener(kind, onUse, { capture: true })
    }
  }, [])
}

/** The password once more: it is the same session, and nothing on the screen is loaded anew. */
function SignInAgain({ onClose }: { onClose: () => void }) {
  const prove = useProve()
  const stay = useStaySignedIn()
  const [password, setPassword] = useState('')
  const error = prove.error ?? stay.error
  const wait = useWaitWords(error)
  const words = isProblem(error, 'wrong-pair') ? 'That did not work. Check the password.' : wait
  return (
    <ConfirmDialog
      isOpen
      title="Sign in again"
      act="Sign in"
      keep="Not now"
      isBusy={prove.isPending || stay.isPending}
      isDisabled={password === ''}
      onClose={onClose}
      onAct={() =>
        prove.mutate({ password }, { onSuccess: () => stay.mutate(undefined, { onSuccess: onClose }) })
      }
    >
      <p>Nothing on this screen changes. You stay signed in for {limits.sessionHours} hours.</p>
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(change) => setPassword(change.currentTarget.value)}
      />
      <NotDone words={words ?? (error && 'That did not work. Please try again.')} />
    </ConfirmDialog>
  )
}
