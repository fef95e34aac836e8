// Where a notification about a page leads. While it calls, the screen over everything shows it; afterwards this says so.

import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Page, Pages } from '#shared/http/pages.ts'
import { usePages } from '../../api/pages.ts'
import { useChangeOfAnswer, usePageTelling } from '../../api/paging.ts'
import { partStateOf } from '../../api/part-state.ts'
import { casePath, useMe } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { clockOf } from '../../ui/clock.ts'
import { NotDone } from '../../ui/form/Form.tsx'
import { NotAvailable } from '../../ui/NotAvailable.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { pageWords } from '../../ui/page-words.ts'
import { ShowPart } from '../../ui/part-state.tsx'
import { serverNow } from '../../ui/server-clock.ts'
import { useTitle } from '../../ui/title.ts'
import { sayCaller } from './asked-words.ts'
import look from './paging.module.css'

export function PagePage({ id }: { id: string }) {
  useTitle('Page')
  return (
    <ShowPart state={partStateOf(usePages())} what="The page" shape={<PageHead title="Page" />}>
      {(pages) => <OnePage id={id} {...pages} />}
    </ShowPart>
  )
}

function OnePage({ id, pages, incoming }: { id: string } & Pages) {
  const page = pages.find((one) => one.id === id)
  const words = useBecame(page)
  const [failed, setFailed] = useState<string>()
  const change = useChangeOfAnswer(page, (error) =>
    setFailed(sayNotDone('Your answer was not changed.', error)),
  )
  if (!page && !incoming.some((one) => one.id === id)) return <NotAvailable />
  return (
    <div className={look.over}>
      <PageHead title={page?.case?.codeName ?? 'Page'} />
      <p>{words ?? 'You are needed now.'}</p>
      {change && (
        <Button variant="default" onClick={change.press}>
          {change.label}
        </Button>
      )}
      <NotDone words={failed} />
      {page?.case && (
        <Button component={Link} href={casePath(page.case.codeName)}>
          Open {page.case.codeName}
        </Button>
      )}
    </div>
  )
}

/** What has become of it; undefined while it still calls. */
function useBecame(page: Page | undefined): string | undefined {
  const telling = usePageTelling()
  const { data: me } = useMe()
  const mine = page?.calls.find(({ member }) => member === me?.member.id)
  if (page && mine?.answer === 'on-my-way') {
    const at = clockOf(page.at, telling.timeZone)
    return `${page.by ? telling.nameOf(page.by) : sayCaller(null)} asked for you at ${at}. ${mine.hereAt ? 'You are here.' : 'You are on the way.'}`
  }
  if (!page || page.state === 'calling') return undefined
  return pageWords(page, { ...telling, nowMs: serverNow() })?.text ?? 'Nobody is needed any more.'
}
