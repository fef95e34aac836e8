// One line for whoever called, after the press: where they are. It holds nothing up, and can be said again.

import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { limits } from '#shared/limits.ts'
import { TextField } from './form/fields.tsx'
import look from './PageStatus.module.css'

export type Where = {
  /** What was said; null while nothing is. */
  place: string | null
  isBusy: boolean
  say: (place: string) => void
}

export function WhereAreYou({ place, isBusy, say }: Where) {
  const [words, setWords] = useState(place ?? '')
  const isTold = place !== null && words.trim() === place
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() && !isBusy) say(words.trim())
  }
  return (
    <form className={look.where} onSubmit={send}>
      <TextField
        label="Where are you?"
        autoComplete="off"
        maxLength={limits.maxLineChars}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isBusy} disabled={isTold || !words.trim()}>
        {isTold ? 'Told' : 'Tell them'}
      </Button>
    </form>
  )
}
