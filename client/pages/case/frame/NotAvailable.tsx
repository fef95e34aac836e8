// Absence is uniform: no such case, not on it, named in it, deleted: the same words. And the one other way
// out: somebody who had the case open and is no longer on it.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { CaseId } from '#shared/ids.ts'
import { useConflictChecks, useMe } from '../../../api/queries.ts'
import { addresses } from '../../../ui/addresses.ts'
import { clockOf } from '../../../ui/clock.ts'
import { Mark } from '../../../ui/Logo.tsx'
import { useTitle } from '../../../ui/title.ts'
import styles from './frame.module.css'

export function NotAvailable() {
  useTitle('Not available')
  return (
    <div className={styles.absent}>
      <Mark />
      <h1 tabIndex={-1}>This page isn’t available</h1>
      <p>The address may be wrong, or it is for others. If you need something, ask the person on duty.</p>
      <Button variant="default" component={Link} href={addresses.board}>
        Go to the board
      </Button>
    </div>
  )
}

/** @param unsent edits of this device that had not been sent, and are gone with the local copy */
export function NoLongerOnCase({ id, atMs, unsent }: { id: CaseId; atMs: number; unsent: number }) {
  useTitle('Not available')
  const { data: checks } = useConflictChecks()
  if (checks?.some((check) => check.case === id)) return <AskedAnew unsent={unsent} />
  return <NoLonger atMs={atMs} unsent={unsent} />
}

/** Another reported person is known: whoever had the case open is asked before they go on. */
function AskedAnew({ unsent }: { unsent: number }) {
  return (
    <div className={styles.absent} role="alert">
      <h1 tabIndex={-1}>One question before you go on</h1>
      <p>Something about this case is new. It takes one tap.{lostWords(unsent)}</p>
      <Button component={Link} href={addresses.conflictCheck}>
        Answer the question
      </Button>
    </div>
  )
}

const lostWords = (unsent: number): string =>
  unsent === 0
    ? ''
    : ` ${unsent === 1 ? '1 edit' : `${unsent} edits`} on this device had not been sent, and ${unsent === 1 ? 'was' : 'were'} not added.`

function NoLonger({ atMs, unsent }: { atMs: number; unsent: number }) {
  const { data: me } = useMe()
  const time = clockOf(new Date(atMs).toISOString(), me?.event.timeZone ?? 'UTC')
  return (
    <div className={styles.absent} role="alert">
      <h1 tabIndex={-1}>You are no longer on this case</h1>
      <p>
        Who works on it changed at {time}.{lostWords(unsent)}
      </p>
      <Button component={Link} href={addresses.board}>
        Go to the board
      </Button>
    </div>
  )
}
