// What is shown when a screen, or a part of one, breaks. It reports to nobody: an error may hold words of a record.
// What was not saved lives only as long as the page, so it says so, and lets the words be copied where it can.

import { Button } from '@mantine/core'
import { Component, type ReactNode, useState } from 'react'
import { useAnnounce } from './Announcer.tsx'
import { copyText } from './copy-text.ts'
import look from './ErrorBoundary.module.css'

type Props = {
  children: ReactNode
  /** Another value, such as another address, is a new try. */
  resetOn?: string
  /** The words on this page that could be lost, as plain text; empty where there are none. */
  textToCopy?: () => string
  /** The level of its heading: 1 where it stands for a whole screen. */
  level?: 1 | 3
}

export class ErrorBoundary extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.isBroken && before.resetOn !== this.props.resetOn) this.setState({ isBroken: false })
  }

  override render() {
    const { children, textToCopy, level = 1 } = this.props
    if (!this.state.isBroken) return children
    const Heading = `h${level}` as const
    return (
      <div className={look.box} role="alert">
        <Heading className={look.title}>Greenroom stopped for a moment</Heading>
        <p className={look.words}>
          What was saved is safe. What was not saved yet is only on this page: copy it first, then reload. If
          it happens again, use the paper form in the staff room.
        </p>
        <div className={look.acts}>
          <Button onClick={() => location.reload()}>Reload</Button>
          {textToCopy && <CopyText read={textToCopy} />}
        </div>
      </div>
    )
  }
}

/** Reading the words must never break the screen that stands in for a broken one. */
function readSafely(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

function CopyText({ read }: { read: () => string }) {
  const announce = useAnnounce()
  const [isCopied, setCopied] = useState(false)
  const [byHand, setByHand] = useState<string>()
  const copy = async () => {
    const text = readSafely(read)
    if (await copyText(text)) {
      setCopied(true)
      announce.polite('Copied')
    } else setByHand(text)
  }
  if (readSafely(read) === '') return null
  return (
    <>
      <Button variant="default" onClick={() => void copy()}>
        {isCopied ? 'Copied' : 'Copy my text'}
      </Button>
      {byHand !== undefined && (
        <textarea
          ref={(field) => field?.select()}
          className={look.byHand}
          aria-label="My text"
          readOnly
          rows={6}
          value={byHand}
        />
      )}
    </>
  )
}
