// What the palette offers to this member now: the cases they may see, the team, and where they can go.

import { useLocation } from 'wouter'
import { actingRole, mayInCase } from '#shared/access/rules.ts'
import { caseTabs } from '#shared/cases/tabs.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import { usePaging } from '../api/paging.ts'
import { casePath, useCases, useMe, useMembers } from '../api/queries.ts'
import { addresses } from '../ui/addresses.ts'
import { useSignOutHere } from '../ui/sign-out.tsx'
import type { Command, Result } from './palette-results.ts'
import { places } from './places.tsx'

/** Where a case opens stands first. */
const tabsByUse = caseTabs.toSorted((a, b) => a.path.length - b.path.length)

export function usePaletteSources() {
  const [, navigate] = useLocation()
  const cases = useCases()
  const members = useMembers()
  const { data: me } = useMe()
  const signOut = useSignOutHere()
  const paging = usePaging()

  const commands: Command[] = [
    { id: 'report', label: 'New report', run: () => navigate(addresses.firstResponse) },
    { id: 'page', label: paging.label, run: paging.call },
    ...places.map(({ href, label, keys }) => ({ id: href, label, keys, run: () => navigate(href) })),
    { id: 'sign-out', label: 'Sign out', run: signOut },
  ]

  const commandsIn = (card: CaseCard): Command[] =>
    tabsByUse
      .filter((one) => {
        const { level, stage } = card
        return me && mayInCase({ role: actingRole(me.member), level, isClosed: stage === 'closed' }, one.may)
      })
      .map(({ tab, path, act }) => ({
        id: `${tab}-${card.id}`,
        label: tab === 'meeting' && card.meeting ? 'Join meeting' : act,
        run: () => navigate(casePath(card.codeName, path)),
      }))

  const choose = (result: Result) => {
    if (result.kind === 'case') navigate(casePath(result.card.codeName))
    else if (result.kind === 'member') navigate(addresses.staff)
    else result.command.run()
  }

  return {
    sources: { cases: cases.data ?? [], members: members.data ?? [], commands, commandsIn },
    choose,
  }
}
