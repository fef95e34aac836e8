// How phones join: the code, and the same as a picture. Q shows the picture large.

import { useEffect, useState } from 'react'
import { useReach } from '../../api/reach.ts'
import { QrCode } from '../../ui/QrCode.tsx'
import { spaced } from '../../ui/spaced-code.ts'
import styles from './room.module.css'

export function JoinBox({ code }: { code: string }) {
  const { origin, host, isHereOnly } = useReach()
  const [isLarge, setLarge] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'q' && !event.ctrlKey && !event.metaKey) setLarge((was) => !was)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <div className={styles.join} data-large={isLarge}>
      <div>
        {isHereOnly ? (
          <b className={styles.hereOnly}>Phones can’t reach this. Settings say why</b>
        ) : (
          <b>Join on your phone</b>
        )}
        <span>{host}/j</span>
        <span className={`num ${styles.code}`}>{spaced(code)}</span>
      </div>
      <QrCode label="join this meeting" text={`${origin}/j/${code}`} />
    </div>
  )
}
