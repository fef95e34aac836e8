// A mail is brought in: its text pasted, or its file chosen or dropped. The server reads it; nothing of it is opened here.

import { Button } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { limits } from '#shared/limits.ts'
import { isProblem } from '../../api/ask.ts'
import { type BroughtMail, type MailToBring, useBringMail } from '../../api/mails.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { NotDone } from '../../ui/form/Form.tsx'
import look from './mail.module.css'
import { WordsField } from './WordsField.tsx'

const tooLarge = `This file is larger than ${limits.maxFileBytes / 1024 / 1024} MB. It was not brought in.`
const empty = 'There is nothing in this file. It was not brought in.'
const notBrought = 'The mail was not brought in.'
const offline = `${notBrought} There is no network. What you write here is kept.`

export function BringMail({ onBrought }: { onBrought: (mail: BroughtMail) => void }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [pasted, setPasted] = useState('')
  const [refused, setRefused] = useState('')
  const bring = useBringMail()
  const send = (mail: MailToBring) => bring.mutate(mail, { onSuccess: onBrought })
  const choose = (file: File | undefined) => {
    const why = !file ? '' : file.size > limits.maxFileBytes ? tooLarge : file.size === 0 ? empty : ''
    setRefused(why)
    if (file && !why) send({ name: file.name, bytes: () => file.arrayBuffer() })
  }
  const { error, isPending } = bring
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: whoever does not drop a file chooses it
    <div
      className={look.bring}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        if (!isPending) choose(event.dataTransfer.files[0])
      }}
    >
      <WordsField label="Paste the mail" isSmall value={pasted} onChange={setPasted} />
      <div className={look.acts}>
        <Button
          variant="default"
          loading={isPending}
          disabled={!pasted.trim()}
          onClick={() => send({ name: 'Mail.txt', bytes: () => new Blob([pasted]).arrayBuffer() })}
        >
          Read what is pasted
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => input.current?.click()}>
          Choose a mail file
        </Button>
      </div>
      <input
        ref={input}
        id={id}
        type="file"
        accept=".eml,message/rfc822"
        className="sr-only"
        tabIndex={-1}
        aria-label="Mail file"
        onChange={({ currentTarget }) => {
          choose(currentTarget.files?.[0])
          // The same one can be chosen again.
          currentTarget.value = ''
        }}
      />
      <NotDone
        words={refused || (error && (isProblem(error, 'offline') ? offline : sayNotDone(notBrought, error)))}
      />
      <p className={look.hint}>
        Or drop an .eml file here. It is kept whole, as it came. Nothing in it is opened or loaded.
      </p>
    </div>
  )
}
