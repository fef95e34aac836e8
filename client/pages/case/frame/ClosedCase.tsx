// In place of a case whose record was closed here: the way on is to load the page anew.

import { Button } from '@mantine/core'
import type { Refusal } from '#shared/protocol/refusals.ts'
import { Mark } from '../../../ui/Logo.tsx'
import { useTitle } from '../../../ui/title.ts'
import { closedWords } from './closed-words.ts'
import styles from './frame.module.css'

export function ClosedCase({ why, unsent }: { why: Refusal; unsent: number }) {
  useTitle('Case')
  const { title, text } = closedWords(why, unsent)
  return (
    <div className={styles.absent} role="alert">
      <Mark />
      <h1 tabIndex={-1}>{title}</h1>
      <p>{text}</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>
  )
}
