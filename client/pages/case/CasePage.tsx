// The page of one case: finds it by the code name in the address, joins its record, and shows the tab asked for.
// Unknown, hidden and forbidden look the same here; somebody taken off the case while it is open learns that at
// once, and nothing of the case stays on the screen.

import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { type CaseTab, caseTabs, tabOf } from '#shared/cases/tabs.ts'
import type { CaseId } from '#shared/ids.ts'
import { askForParts, useCaseHead, useCasePart } from '../../api/case-parts.ts'
import { partStateOf } from '../../api/part-state.ts'
import { codeOf, useCases, useMe, useMembersById } from '../../api/queries.ts'
import { useRecord } from '../../sync/use-record.ts'
import { useRecordStatus } from '../../sync/watch.ts'
import { PageShape } from '../../ui/CardShape.tsx'
import { type PartState, ShowPart } from '../../ui/part-state.tsx'
import { useTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import { CaseHeader } from './frame/CaseHeader.tsx'
import { CaseTabs } from './frame/CaseTabs.tsx'
import { ClosedCase } from './frame/ClosedCase.tsx'
import { NoLongerOnCase, NotAvailable } from './frame/NotAvailable.tsx'
import { RecordNotices } from './frame/RecordNotices.tsx'
import { loadTab, tabScreens } from './tabs.ts'
import { CaseViewProvider, caseViewOf } from './view/case-view.tsx'
import { createNames } from './view/names.ts'
import { useTellPlace } from './view/own-place.ts'

/** @param code the code name as it stands in the address: `amber-heron` */
export function CasePage({ code, tab }: { code: string; tab: CaseTab }) {
  const cases = useCases()
  const card = cases.data?.find((one) => codeOf(one.codeName) === code)
  // Kept while the page stays: taken off the board, the case must still say why it is gone.
  const [opened, setOpened] = useState<{ code: string; id: CaseId }>()
  const known = opened?.code === code ? opened.id : undefined
  const id = card?.id ?? known
  useEffect(() => {
    if (card) setOpened({ code, id: card.id })
  }, [card, code])
  if (id) return <OpenCase key={id} id={id} codeName={card?.codeName} tab={tab} />
  return <WholePage state={partStateOf(cases)}>{() => <NotAvailable />}</WholePage>
}

/** Until it is known what the page is about: nothing else can stand there. */
function WholePage<T>({ state, children }: { state: PartState<T>; children: (data: T) => ReactNode }) {
  return (
    <ShowPart state={state} what="The case" shape={<CaseShape />} notAvailable={<NotAvailable />}>
      {children}
    </ShowPart>
  )
}

function CaseShape() {
  useTitle('Case')
  return <PageShape />
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
      <NoLongerOnCase id={id} atMs={closedAt.current!} unsent={status.unsent} />
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
  const head = partStateOf(useCaseHead(id))
  const people = useCasePart(id, 'people').data?.people
  const { data: me } = useMe()
  const members = useMembersById()
  const [isHidden, setHidden] = useState(false)
  const [names] = useState(() => createNames({ people: undefined, members: [], isHidden: false }))
  const mayWrite = status.is === 'open' && status.mayWrite
  const known = head.is === 'there' ? head.data : undefined
  useAskAhead(id, tab)
  useTellPlace(record, known?.meeting?.id)
  useTitle(known?.codeName ?? codeName ?? 'Case')
  useEffect(
    () => names.set({ people, members: [...members.values()], isHidden }),
    [names, people, isHidden, members],
  )
  const view = useMemo(
    () => known && me && caseViewOf({ head: known, people, me, members, record, names, mayWrite, isHidden }),
    [known, people, me, members, record, names, mayWrite, isHidden],
  )
  if (!view) return <WholePage state={head}>{() => <CaseShape />}</WholePage>
  const Tab = tabScreens[tab]
  return (
    <CaseViewProvider value={view}>
      <CaseHeader tab={tab} onHide={setHidden} />
      <CaseTabs tab={tab} />
      <RecordNotices />
      <Suspense fallback={<Waiting />}>
        <Tab />
      </Suspense>
    </CaseViewProvider>
  )
}

/** What a tab shows is asked for while its code is on the way; the other tabs' code comes once this one stands. */
function useAskAhead(id: CaseId, tab: CaseTab): void {
  const client = useQueryClient()
  useEffect(() => askForParts(client, id, tabOf(tab).needs), [client, id, tab])
  useEffect(() => {
    void loadTab(tab).then(() => Promise.all(caseTabs.map((one) => loadTab(one.tab))))
  }, [tab])
}
