// On the new phone: the code from one's other device, by picture or typed; then it waits until somebody lets it in.

import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { keys } from '../../api/keys.ts'
import { useAddThisPhone, usePhoneState } from '../../api/phones.ts'
import { useFront } from '../../api/queries.ts'
import { addresses } from '../../ui/addresses.ts'
import { Entry, EntryForm } from '../../ui/Entry.tsx'
import { NotDone } from '../../ui/form/Form.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { useFragmentToken } from '../../ui/fragment-token.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useTitle } from '../../ui/title.ts'
import look from './phones.module.css'

const sayWhyNot = (error: unknown): string => {
  if (isProblem(error, 'offline')) return 'No network. Try again when you are online.'
  if (isProblem(error, 'too-many-tries') || isProblem(error, 'too-fast')) return error.title
  return 'This code isn’t available. It may be mistyped, used, or older than 10 minutes. Make a new one.'
}

/** "Nkechi", "Nkechi or Tomás", "Nkechi, Maria or Tomás" */
const oneOf = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? 'the team') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

export function AddPhonePage() {
  useTitle('Add this phone')
  const token = useFragmentToken()
  const { mutate, error, isPending, isSuccess } = useAddThisPhone()
  const [code, setCode] = useState('')
  const isDemo = useFront().data?.isDemo
  const used = useRef<string>(undefined)
  useEffect(() => {
    if (!token || used.current === token) return
    used.current = token
    mutate(token)
  }, [token, mutate])
  if (isSuccess) return <Waiting />
  return (
    <Entry
      title="Add this phone"
      isDemo={isDemo}
      lead="On the device where you are signed in, open Settings and choose “Add a phone”."
    >
      <EntryForm isBusy={isPending} onSend={() => code.trim() && mutate(code)}>
        <TextField
          label="Code"
          value={code}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={20}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <NotDone words={error && sayWhyNot(error)} />
        <Button type="submit" loading={isPending} mih={50}>
          Add this phone
        </Button>
      </EntryForm>
    </Entry>
  )
}

function Waiting() {
  const { data, error } = usePhoneState(true)
  const client = useQueryClient()
  const [, navigate] = useLocation()
  const isDemo = useFront().data?.isDemo
  const isIn = data?.is === 'in'
  useEffect(() => {
    if (!isIn) return
    void client.invalidateQueries({ queryKey: keys.me }).then(() => navigate('/', { replace: true }))
  }, [isIn, client, navigate])
  const isAway = isProblem(error, 'not-available')
  return (
    <Entry title="Add this phone" isDemo={isDemo}>
      <div className={look.state}>
        {isAway ? (
          <Notice tone="due" role="alert">
            This phone was not let in. Ask whoever leads the meeting, or sign in with your password.
          </Notice>
        ) : (
          <Notice role="status">
            Waiting for {oneOf(data?.is === 'waiting' ? data.for : [])} to let this phone in
          </Notice>
        )}
        {error && !isAway && <p>No network. It goes on by itself.</p>}
        <Button variant="default" onClick={() => navigate(addresses.signIn)}>
          Sign in with your password instead
        </Button>
      </div>
    </Entry>
  )
}
