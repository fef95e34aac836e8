// "Amara Diallo joined by your link: let in to Juniper Lark?": wherever the one who may let them in is in the app. The frame
// draws this. No name of anybody in a case is on it: where one is like the newcomer's, it leads to the page that shows both.

import { Button } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { tabOf } from '#shared/cases/tabs.ts'
import type { Arrival } from '#shared/http/arrivals.ts'
import { useAnswerArrivals, useArrivals } from '../../api/arrivals.ts'
import { casePath, useCases, useMe, useMembersById } from '../../api/queries.ts'
import { sayNotDone } from '../../api/refusal-words.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useCalm } from '../../ui/use-calm.ts'
import { useSaidOnce } from '../../ui/use-said-once.ts'
import { askWords, letInWords, likeWords } from './arrival-words.ts'
import look from './arrivals.module.css'

export function WaitingArrivals() {
  const { data: arrivals = [] } = useArrivals()
  const { data: cases = [] } = useCases()
  const members = useMembersById()
  const [path] = useLocation()
  // Who it is comes with the team, and may come a moment later.
  const known = arrivals.filter(({ member }) => members.has(member))
  const byCase = Map.groupBy(known, (one) => one.case)
  return cases.flatMap(({ id, codeName }) => {
    // There each of them stands on the page.
    if (path === lookPath(codeName)) return []
    const [plain, like] = splitBy(byCase.get(id) ?? [], (one) => one.likes.length === 0)
    return [
      plain.length > 0 && <ToLetIn key={id} codeName={codeName} arrivals={plain} />,
      like.length > 0 && <ToLookAt key={`${id} alike`} codeName={codeName} arrivals={like} />,
    ]
  })
}

const splitBy = <T,>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] => [
  all.filter(is),
  all.filter((one) => !is(one)),
]

type Given = { codeName: string; arrivals: readonly Arrival[] }

function ToLetIn({ codeName, arrivals }: Given) {
  const { mutate, isPending, error } = useAnswerArrivals()
  const { words } = useWords(codeName, arrivals)
  const announce = useAnnounce()
  const isCalm = useCalm(arrivals.map(({ member }) => member).join())
  useSaidOnce(words)
  const answer = (isLetIn: boolean) =>
    mutate(
      { caseId: arrivals[0]!.case, members: arrivals.map(({ member }) => member), isLetIn },
      { onSuccess: () => announce.polite(isLetIn ? `Let in to ${codeName}` : 'Not let in') },
    )
  return (
    <Notice
      tone="green"
      icon={<IconUserCheck aria-hidden="true" />}
      action={
        <span className={look.acts}>
          <Button loading={isPending} disabled={!isCalm} onClick={() => answer(true)}>
            {letInWords(arrivals.length)}
          </Button>
          {arrivals.length > 1 ? (
            <LookAt codeName={codeName} />
          ) : (
            <Button variant="default" disabled={isPending || !isCalm} onClick={() => answer(false)}>
              Not now
            </Button>
          )}
        </span>
      }
    >
      {words}
      {error && ` ${sayNotDone('Nobody was let in.', error)}`}
    </Notice>
  )
}

function ToLookAt({ codeName, arrivals }: Given) {
  const { names } = useWords(codeName, arrivals)
  const words = likeWords(names, codeName)
  useSaidOnce(words)
  return (
    <Notice tone="due" icon={<IconUserCheck aria-hidden="true" />} action={<LookAt codeName={codeName} />}>
      {words}
    </Notice>
  )
}

const lookPath = (codeName: string) => casePath(codeName, tabOf('access').path)

const LookAt = ({ codeName }: { codeName: string }) => (
  <Button component={Link} variant="default" href={lookPath(codeName)}>
    Look at who waits
  </Button>
)

function useWords(codeName: string, arrivals: readonly Arrival[]) {
  const members = useMembersById()
  const { data: me } = useMe()
  const nameOf = (id: string) => members.get(id)?.name ?? 'Somebody'
  const names = arrivals.map(({ member }) => nameOf(member))
  const makers = new Set(arrivals.map(({ by }) => by))
  const maker = makers.size > 1 ? undefined : arrivals[0]!.by
  const whose = maker === me?.member.id ? 'you' : maker && nameOf(maker)
  return { names, words: askWords(names, whose, codeName) }
}
