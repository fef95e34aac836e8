// Absence is uniform: no such case, not on it, named in it, deleted: the same words. And the one other way
// out: somebody who had the case open and is no longer on it.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { useMe } from '../../../api/queries.ts'
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
      <Button variant="default" component={Link} href="/board">
        Go to the board
      </Button>
    </div>
  )
}

/** @param unsent edits of this device that had not been sent, and are gone with the local copy */
export function NoLongerOnCase({ atMs, unsent }: { atMs: number; unsent: number }) {
  useTitle('Not available')
  const { data: me } = useMe()
  const time = clockOf(new Date(atMs).toISOString(), me?.event.timeZone ?? 'UTC')
  const lost =
    unsent === 0
      ? ''
      : ` ${unsent === 1 ? '1 edit' : `${unsent} edits`} on this device had not been sent, and ${unsent === 1 ? 'was' : 'were'} not added.`
  return (
    <div className={styles.absent} role="alert">
      <h1 tabIndex={-1}>You are no longer on this case</h1>
      <p>
        Who works on it changed at {time}.{lost}
      </p>
      <Button component={Link} href="/board">
        Go to the board
      </Button>
    </div>
  )
}
