// A file of text, chosen: read on the device, in whatever common encoding it is.

import { Button } from '@mantine/core'
import { useRef } from 'react'
import { decodeBytes, type Encoding } from '#shared/procedure/decode.ts'

export type ChosenText = { text: string; encoding: Encoding; name: string }

type Given = {
  label: string
  /** As an input of files takes it. */
  accept: string
  mostChars: number
  /** Said of a longer one. */
  tooLong: string
  onText: (chosen: ChosenText) => void
  /** What is wrong; undefined: nothing any more. */
  onError: (words: string | undefined) => void
}

export function ChooseText({ label, accept, mostChars, tooLong, onText, onError }: Given) {
  const input = useRef<HTMLInputElement>(null)
  const read = async (chosen: File | undefined) => {
    if (!chosen) return
    // Four bytes a letter at the most: what is larger is not even read.
    if (chosen.size > 4 * mostChars) return onError(tooLong)
    try {
      onText({ ...decodeBytes(new Uint8Array(await chosen.arrayBuffer())), name: chosen.name })
      onError(undefined)
    } catch {
      onError('This file could not be read. Choose it once more, or paste its text.')
    }
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          void read(event.currentTarget.files?.[0])
          // The same file once more is a choice, too.
          event.currentTarget.value = ''
        }}
      />
      <Button variant="default" onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  )
}
