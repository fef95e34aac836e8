// A link that is shown once, with the way to take it along: copied, by hand where the browser does not let it be copied.

import { Button } from '@mantine/core'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useAnnounce } from './Announcer.tsx'
import { copyText } from './copy-text.ts'
import { TextField } from './form/fields.tsx'
import look from './LinkToCopy.module.css'

const QrCode = lazy(async () => ({ default: (await import('./QrCode.tsx')).QrCode }))

type Given = {
  label: string
  name: string
  description: string
  url: string
  /** Copied as soon as it is there: whoever pressed the button for it wants it. */
  isCopiedAtOnce?: boolean
  /** What scanning it does, where it is drawn for a camera as well. */
  qr?: string
}

export function LinkToCopy({ label, name, description, url, isCopiedAtOnce = false, qr }: Given) {
  const announce = useAnnounce()
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setCopied] = useState(false)
  const noteCopied = useCallback(() => {
    setCopied(true)
    announce.polite('Copied')
  }, [announce])
  useEffect(() => {
    if (isCopiedAtOnce) void copyText(url).then((isDone) => isDone && noteCopied())
  }, [url, isCopiedAtOnce, noteCopied])
  // Plain http has no clipboard: the text is selected instead, to be copied by hand.
  const copy = async () => ((await copyText(url)) ? noteCopied() : field.current?.select())
  return (
    <div className={look.link}>
      <TextField
        ref={field}
        readOnly
        value={url}
        onFocus={(event) => event.currentTarget.select()}
        {...{ label, description, name }}
      />
      <Button variant="default" autoFocus={isCopiedAtOnce} onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy link'}
      </Button>
      {qr && (
        <div className={look.qr}>
          <Suspense>
            <QrCode label={qr} text={url} />
          </Suspense>
        </div>
      )}
    </div>
  )
}
