// The phone in the reporter's hand. Over everything, with nothing else in reach: the page behind is inert, the
// keyboard of the app is silent, Back stays here, and only the member's password ends it.

import { Button } from '@mantine/core'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { limits } from '#shared/limits.ts'
import { isProblem } from '../../api/ask.ts'
import { useProve } from '../../api/changes.ts'
import { PasswordField } from '../../ui/form/fields.tsx'
import look from './report.module.css'
import { desk } from './use-report.ts'

const hold = 'Write what you want us to know. You can stop at any time.'

export function HandedOver({ words, isKept }: { words: string; isKept: boolean }) {
  const id = useId()
  const screen = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isReturning, setReturning] = useState(false)
  useNothingElse(screen)
  return createPortal(
    <div ref={screen} className={look.handed} role="dialog" aria-modal="true" aria-labelledby={id}>
      <h1 id={id}>{hold}</h1>
      <textarea
        ref={field}
        className={look.words}
        aria-labelledby={id}
        maxLength={limits.maxTextChars}
        // biome-ignore lint/a11y/noAutofocus: the phone changes hands to write here
        autoFocus
        value={words}
        onChange={(event) => desk.writeHanded(event.target.value)}
      />
      <p className={look.handedKept} role="status">
        {words.trim() && (isKept ? 'Kept on this device.' : 'Not kept yet. Leave this page open.')}
      </p>
      {isReturning ? (
        <Proof
          onCancel={() => {
            setReturning(false)
            field.current?.focus()
          }}
        />
      ) : (
        <Button variant="default" onClick={() => setReturning(true)}>
          Give the phone back
        </Button>
      )}
    </div>,
    document.body,
  )
}

function sayRefusal(error: unknown): string {
  const kind = isProblem(error) ? error.kind : 'unknown'
  if (kind === 'offline') return 'No network. The password can be checked when it is back.'
  if (isProblem(error) && (kind === 'too-many-tries' || kind === 'too-fast' || kind === 'busy'))
    return error.title
  return 'That did not work. Check the password.'
}

function Proof({ onCancel }: { onCancel: () => void }) {
  const prove = useProve()
  const [password, setPassword] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    prove.mutate(
      { password },
      {
        onSuccess: () => desk.takeBack(),
        // The session is over: nothing of the team's can be reached, and the sign-in page takes over.
        onError: (error) => isProblem(error, 'not-signed-in') && desk.takeBack(),
      },
    )
  }
  return (
    <form className={look.proof} onSubmit={onSubmit} noValidate>
      <PasswordField
        label="Password of the staff member"
        autoComplete="current-password"
        autoFocus
        value={password}
        error={prove.error ? sayRefusal(prove.error) : undefined}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={prove.isPending} disabled={password === ''}>
        Give the phone back
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        Go on writing
      </Button>
    </form>
  )
}

/** Makes everything but this screen unreachable while it is open. */
function useNothingElse(screen: React.RefObject<HTMLElement | null>): void {
  // Before the screen takes the focus.
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    const title = document.title
    document.title = 'Greenroom'
    const others = [...document.body.children].filter((element) => element !== screen.current)
    for (const element of others) element.setAttribute('inert', '')
    const silence = (event: KeyboardEvent) => event.stopImmediatePropagation()
    const stay = () => history.pushState(history.state, '', location.href)
    stay()
    addEventListener('keydown', silence, true)
    addEventListener('popstate', stay)
    return () => {
      document.title = title
      for (const element of others) element.removeAttribute('inert')
      removeEventListener('keydown', silence, true)
      removeEventListener('popstate', stay)
      const back = opener instanceof HTMLElement && opener !== document.body && opener.isConnected
      if (back) opener.focus()
      else document.querySelector<HTMLElement>('main h1')?.focus()
    }
  }, [screen, opener])
}
