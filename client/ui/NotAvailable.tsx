// The one answer to an address that leads nowhere and to one that is for others: nobody can tell them apart.

import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { addresses } from './addresses.ts'
import { Mark } from './Logo.tsx'
import look from './NotAvailable.module.css'
import { useTitle } from './title.ts'

export function NotAvailable() {
  useTitle('')
  return (
    <div className={look.page}>
      <Mark />
      <h1 className={look.title} tabIndex={-1}>
        This page isn’t available
      </h1>
      <p className={look.words}>
        The address may be wrong, or it is for others. If you need something, ask the person on duty.
      </p>
      <Button component={Link} href={addresses.board} variant="default">
        Go to the board
      </Button>
    </div>
  )
}
