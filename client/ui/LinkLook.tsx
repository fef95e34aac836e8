// A link that somebody followed here, while it is looked at and where it is not good: what is wrong with it, and another try
// where nothing is wrong with the link.

import { Button } from '@mantine/core'
import { Entry } from './Entry.tsx'
import { Notice } from './Notice.tsx'
import { Waiting } from './Waiting.tsx'

type LinkLookProps = {
  title: string
  isDemo: boolean | undefined
  /** What is wrong; undefined while it is looked at. */
  wrong: string | undefined
  /** It may be tried again. */
  isPassing: boolean
  look: { isFetching: boolean; refetch: () => unknown }
}

export function LinkLook({ title, isDemo, wrong, isPassing, look }: LinkLookProps) {
  return (
    <Entry title={title} isDemo={isDemo}>
      {wrong === undefined ? (
        <Waiting />
      ) : (
        <Notice
          tone="due"
          role="alert"
          action={
            isPassing && (
              <Button variant="default" loading={look.isFetching} onClick={() => void look.refetch()}>
                Try again
              </Button>
            )
          }
        >
          {wrong}
        </Notice>
      )}
    </Entry>
  )
}
