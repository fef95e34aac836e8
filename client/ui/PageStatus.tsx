// What has become of a page, beside the button that made it.

import { IconBell } from '@tabler/icons-react'
import type { Page } from '#shared/http/pages.ts'
import look from './PageStatus.module.css'
import { type PageTelling, pageWords } from './page-words.ts'
import { useNow } from './use-now.ts'
import { type Where, WhereAreYou } from './WhereAreYou.tsx'

type Given = Omit<PageTelling, 'nowMs'> & {
  page: Page | undefined
  /** Only for whoever made it. */
  onStop?: (() => void) | undefined
  /** Only for whoever answered it: says the other thing. */
  onChange?: { label: string; press: () => void } | undefined
  /** Only for whoever made it: where they are. */
  where?: Where | undefined
  /** Why the last try did not work, as a sentence. */
  failed?: string | undefined
}

/** The region is always there, so that what comes into it is said; the seconds that pass are not. */
export function PageStatus({ page, onStop, onChange, where, failed, ...telling }: Given) {
  const isCalling = page?.state === 'calling'
  const nowMs = useNow(isCalling ? 1_000 : 60_000)
  const words = page && pageWords(page, { ...telling, nowMs })
  return (
    <div className={look.line} data-unanswered={page?.state === 'unanswered' || undefined}>
      {words && <IconBell stroke={1.75} aria-hidden="true" />}
      <span role="status" aria-label="Page">
        {words?.text}
        {words?.running && <span aria-hidden="true"> {words.running}</span>}
      </span>
      {isCalling && onStop && (
        <button type="button" className={look.stop} onClick={onStop}>
          Stop paging
        </button>
      )}
      {onChange && (
        <button type="button" className={look.stop} onClick={onChange.press}>
          {onChange.label}
        </button>
      )}
      {where && page && <WhereAreYou key={page.id} {...where} />}
      {failed && (
        <p role="alert" className={look.failed}>
          {failed}
        </p>
      )}
    </div>
  )
}
