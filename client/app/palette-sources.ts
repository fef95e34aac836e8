// What the palette offers to this member now: the cases they may see, the team, and where they can go.

import { useLocation } from 'wouter'
import type { CaseCard } from '#shared/http/cases.ts'
import { usePaging } from '../api/paging.ts'
import { codeOf, useCases, useMembers } from '../api/queries.ts'
import { useSignOutHere } from '../ui/sign-out.tsx'
import type { Command, Result } from './palette-results.ts'
import { places } from './places.tsx'

export function usePaletteSources() {
  const [, navigate] = useLocation()
  const cases = useCases()
  const members = useMembers()
  const signOut = useSignOutHere()
  const paging = usePaging()

  const commands: Command[] = [
    { id: 'report', label: 'New report', run: () => navigate('/first-response') },
    { id: 'page', label: paging.label, run: paging.call },
    ...places.map(({ href, label, keys }) => ({ id: href, label, keys, run: () => navigate(href) })),
    { id: 'sign-out', label: 'Sign out', run: signOut },
  ]

  const commandsIn = (card: CaseCard): Command[] => [
    {
      id: `meeting-${card.id}`,
      label: card.meeting ? 'Join meeting' : 'Open meeting page',
      run: () => navigate(`/c/${codeOf(card.codeName)}`),
    },
    {
      id: `report-${card.id}`,
      label: 'Read the report',
      run: () => navigate(`/c/${codeOf(card.codeName)}/report`),
    },
  ]

  const choose = (result: Result) => {
    if (result.kind === 'case') navigate(`/c/${codeOf(result.card.codeName)}`)
    else if (result.kind === 'member') navigate('/staff')
    else result.command.run()
  }

  return {
    sources: { cases: cases.data ?? [], members: members.data ?? [], commands, commandsIn },
    choose,
  }
}
