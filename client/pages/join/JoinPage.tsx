// Joining a meeting by its code: out of the picture on the room display, or typed. Whoever is on the case is in it at
// once; a code that is wrong and one that is for others read the same.

import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { isProblem } from '../../api/ask.ts'
import { joinByCode } from '../../api/meetings.ts'
import { casePath } from '../../api/queries.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Form, NotDone } from '../../ui/form/Form.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { useTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import styles from './join.module.css'

const sayWhyNot = (error: unknown): string => {
  if (isProblem(error, 'offline')) return 'No network. Try again when you are online.'
  if (isProblem(error, 'too-many-tries')) return 'Too many tries. Please wait 10 minutes, or ask the lead.'
  if (isProblem(error, 'too-fast')) return error.title
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
  const join = async (with_: string) => {
    setAsking(true)
    setWhyNot(undefined)
    try {
      const joined = await joinByCode(with_)
      navigate(casePath(joined.case.codeName), { replace: true })
    } catch (error) {
      setAsking(false)
      setWhyNot(sayWhyNot(error))
    }
  }
  useEffect(() => {
    if (!code || hasAsked.current) return
    hasAsked.current = true
    void join(code)
  })
  if (isAsking && code && !whyNot) return <Waiting />
  return (
    <EmptyState level={1} title="Join a meeting">
      <Form className={styles.form} isBusy={isAsking} onSend={() => typed.trim() !== '' && void join(typed)}>
        <TextField
          label="Code"
          value={typed}
          autoCapitalize="characters"
          autoComplete="off"
          maxLength={20}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" loading={isAsking}>
          Join meeting
        </Button>
        <NotDone words={whyNot} />
      </Form>
    </EmptyState>
  )
}
