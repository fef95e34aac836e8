// Joining a meeting by its code: out of the picture on the room display, or typed. Whoever is on the case is in it at
// once; a code that is wrong and one that is for others read the same.

import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { inLine } from '#shared/text/bounded.ts'
import { isProblem } from '../../api/ask.ts'
import { joinByCode } from '../../api/meetings.ts'
import { casePath, useFindChecks, useFront, useMe } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { spaced } from '../../ui/spaced-code.ts'
import { useTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './join.module.css'

const sayWhyNot = (error: unknown): string => {
  if (isProblem(error, 'offline')) return 'No network. Try again when you are online.'
  if (isProblem(error, 'too-many-tries') || isProblem(error, 'too-fast')) return error.title
  return 'This code isn’t available. It may be mistyped, or its meeting is over or for others.'
}

/** @param code from the address; without one it is typed */
export function JoinPage({ code }: { code?: string | undefined }) {
  useTitle('Join a meeting')
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState(code ?? '')
  const [whyNot, setWhyNot] = useState<string>()
  const [isAsking, setAsking] = useState(code !== undefined)
  const hasAsked = useRef(false)
  const findChecks = useFindChecks()
  const join = async (with_: string) => {
    setAsking(true)
    setWhyNot(undefined)
    try {
      const joined = await joinByCode(with_)
      navigate(casePath(joined.case.codeName), { replace: true })
    } catch (error) {
      // The question is one's own, and stands on Home: a code tells nothing by leading there.
      if (isProblem(error, 'not-available') && (await findChecks()).length > 0) {
        navigate(addresses.conflictCheck, { replace: true })
        return
      }
      setAsking(false)
      setWhyNot(sayWhyNot(error))
    }
  }
  useEffect(() => {
    if (!code || hasAsked.current) return
    hasAsked.current = true
    void join(code)
  })
  if (isAsking && code && !whyNot)
    return (
      <JoinEntry lead="Looking for the meeting with this code.">
        <p role="status" className={`num ${styles.code}`}>
          {spaced(code)}
        </p>
        <Waiting />
      </JoinEntry>
    )
  return (
    <JoinEntry lead="The code stands on the screen in the room, below the questions.">
      <NotLetIn />
      <EntryForm isBusy={isAsking} onSend={() => typed.trim() !== '' && void join(typed)}>
        <TextField
          label="Code"
          value={typed}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={20}
          className={styles.field}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NotDone words={whyNot} />
        <Button type="submit" loading={isAsking} mih={50}>
          Join meeting
        </Button>
        <Button component={Link} href="/" variant="subtle">
          Not now
        </Button>
      </EntryForm>
    </JoinEntry>
  )
}

function JoinEntry({ lead, children }: { lead: string; children: ReactNode }) {
  const { data: front } = useFront()
  return (
    <Entry
      title="Join a meeting"
      lead={lead}
      isDemo={front?.isDemo}
      help={
        <>
          <IconUsers size={20} stroke={1.6} aria-hidden="true" />
          <p>
            <b>No code at hand?</b>
            <br />
            Ask whoever leads the meeting. A code is good for one meeting, and only for those on its case.
          </p>
        </>
      }
    >
      {children}
    </Entry>
  )
}

/** Somebody new has no case yet: no code can work before they are let in. */
function NotLetIn() {
  const { data: me } = useMe()
  if (!me?.waitsFor) return null
  const who = me.waitsFor.name ?? 'Somebody of the team'
  return (
    <div className={styles.waiting}>
      <Notice
        tone="due"
        role="status"
        action={
          <Button component={Link} href={addresses.welcome} variant="default">
            Wait there
          </Button>
        }
      >
        {inLine(who)} has not let you in yet. You join by yourself when they do.
      </Notice>
    </div>
  )
}
