// A part of a screen that shows what the server answers: on its way, empty, failed with a way to try again, or not available.
// One idiom for every screen, so that none of them shows its loading shape for ever.

import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from './Notice.tsx'
import { Waiting } from './Waiting.tsx'

/** How far a part is. `isTrying`: it was asked again, and is not answered yet. */
export type PartState<T> =
  | { readonly is: 'there'; readonly data: T }
  | { readonly is: 'loading' }
  | { readonly is: 'not-available' }
  | { readonly is: 'failed'; readonly isTrying: boolean; again(): void }

type Given<T> = {
  state: PartState<T>
  /** Its name at the beginning of a sentence: "The board". */
  what: string
  /** Still shapes while it is on its way. */
  shape?: ReactNode
  /** Said instead of `children` where there is nothing in it. */
  empty?: { when: (data: T) => boolean; words: ReactNode }
  /** Where a whole page is not available, and not just a part of one. */
  notAvailable?: ReactNode
  children: (data: T) => ReactNode
}

export function ShowPart<T>({ state, what, shape, empty, notAvailable, children }: Given<T>) {
  if (state.is === 'loading') return <Waiting>{shape}</Waiting>
  if (state.is === 'failed') return <NotArrived what={what} state={state} />
  if (state.is === 'not-available') return notAvailable ?? <p className="meta">This isn’t available.</p>
  return empty?.when(state.data) ? empty.words : children(state.data)
}

/** The failure alone, for a part that stands there whatever becomes of its answer; nothing where there is none. */
export function NotArrived({ what, state }: { what: string; state: PartState<unknown> }) {
  if (state.is !== 'failed') return null
  return (
    <Notice
      role="alert"
      action={
        <Button loading={state.isTrying} onClick={state.again}>
          Try again
        </Button>
      }
    >
      {what} did not arrive. Nothing already saved is lost.
    </Notice>
  )
}
