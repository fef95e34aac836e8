// The page of one case: finds it by the code name in the address, joins its record, and shows the tab asked for.
// Unknown, hidden and forbidden look the same here; somebody taken off the case while it is open learns that at
// once, and nothing of the case stays on the screen.

import { useEffect, useMemo, useRef, useState } from 'react'
import type { CaseId } from '#shared/ids.ts'
import { isProblem } from '../../api/ask.ts'
import { useCase, useCaseByCode, useMe, useMembersById } from '../../api/queries.ts'
import { useRecord } from '../../sync/use-record.ts'
import { useRecordStatus } from '../../sync/watch.ts'
import { PageShape } from '../../ui/CardShape.tsx'
import { useTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { AccessTab } from './access/AccessTab.tsx'
import { CaseViewProvider, caseViewOf } from './case-view.tsx'
import { CaseHeader } from './frame/CaseHeader.tsx'
import { CaseTabs } from './frame/CaseTabs.tsx'
import { ClosedCase } from './frame/ClosedCase.tsx'
import { NoLongerOnCase, NotAvailable } from './frame/NotAvailable.tsx'
import { RecordNotices } from './frame/RecordNotices.tsx'
import { MeetingTab } from './meeting/MeetingTab.tsx'
import { createNames } from './names.ts'
import { ReportTab } from './report/ReportTab.tsx'

export type CaseTab = 'meeting' | 'report' | 'access'

/** @param code the code name as it stands in the address: `amber-heron` */
export function CasePage({ code, tab }: { code: string; tab: CaseTab }) {
  const { card, isWaiting } = useCaseByCode(code)
  // Kept while the page stays: taken off the board, the case must still say why it is gone.
  const [opened, setOpened] = useState<{ code: string; id: CaseId }>()
  const known = opened?.code === code ? opened.id : undefined
  const id = card?.id ?? known
  useEffect(() => {
    if (card) setOpened({ code, id: card.id })
  }, [card, code])
  if (id) return <OpenCase key={id} id={id} codeName={card?.codeName} tab={tab} />
  return isWaiting ? <LoadingCase /> : <NotAvailable />
}

function LoadingCase() {
  useTitle('Case')
  return (
    <Waiting>
      <PageShape />
    </Waiting>
  )
}

function OpenCase({ id, codeName, tab }: { id: CaseId; codeName: string | undefined; tab: CaseTab }) {
  const record = useRecord(id)
  const status = useRecordStatus(record)
  const wasOpen = useRef(false)
  const closedAt = useRef<number>(undefined)
  if (status.is === 'open') wasOpen.current = true
  if (status.is === 'closed') closedAt.current ??= Date.now()
  if (status.is === 'closed' && status.why === 'not-available')
    return wasOpen.current ? (
      <NoLongerOnCase atMs={closedAt.current!} unsent={status.unsent} />
    ) : (
      <NotAvailable />
    )
  if (status.is === 'closed') return <ClosedCase why={status.why} unsent={status.unsent} />
  return <CaseInSight id={id} codeName={codeName} tab={tab} record={record} status={status} />
}

type InSight = {
  id: CaseId
  codeName: string | undefined
  tab: CaseTab
  record: ReturnType<typeof useRecord>
  status: ReturnType<typeof useRecordStatus>
}

function CaseInSight({ id, codeName, tab, record, status }: InSight) {
  const { data: detail, error } = useCase(id)
  const { data: me } = useMe()
  const members = useMembersById()
  const [isHidden, setHidden] = useState(false)
  const [names] = useState(() => createNames({ people: [], members: [], isHidden: false }))
  const mayWrite = status.is === 'open' && status.mayWrite
  const people = detail?.people
  useTitle(detail?.codeName ?? codeName ?? 'Case')
  useEffect(
    () => names.set({ people: people ?? [], members: [...members.values()], isHidden }),
    [names, people, isHidden, members],
  )
  const view = useMemo(
    () => detail && me && caseViewOf({ detail, me, members, record, names, mayWrite, isHidden }),
    [detail, me, members, record, names, mayWrite, isHidden],
  )
  if (isProblem(error, 'not-available')) return <NotAvailable />
  if (!view) return <LoadingCase />
  return (
    <CaseViewProvider value={view}>
      <CaseHeader tab={tab} onHide={setHidden} />
      <CaseTabs tab={tab} />
      <RecordNotices />
      {tab === 'meeting' && <MeetingTab />}
      {tab === 'report' && <ReportTab />}
      {tab === 'access' && <AccessTab />}
    </CaseViewProvider>
  )
}
