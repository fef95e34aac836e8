// Stands above Board and Home while a conflict check waits. It names nobody: names of a case are never on those.

import { Button } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { useConflictChecks } from '../../api/queries.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { addresses } from '../../ui/addresses.ts'
import look from './conflict-check.module.css'

const words = 'There is one question for you before you see a case.'
const paths = new Set<string>([addresses.board, addresses.myTasks])

export function ConflictCheckCard() {
  const [path] = useLocation()
  const { data: checks } = useConflictChecks()
  const announce = useAnnounce()
  const isWaiting = checks !== undefined && checks.length > 0
  useEffect(() => {
    if (isWaiting) announce.polite(words)
  }, [isWaiting, announce])
  if (!isWaiting || !paths.has(path)) return null
  return (
    <section className={look.card} aria-label="A question for you">
      <IconHelpCircle size={24} stroke={1.6} aria-hidden="true" />
      <p>{words}</p>
      <Button component={Link} href={addresses.conflictCheck}>
        Answer the question
      </Button>
    </section>
  )
}
