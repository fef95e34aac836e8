// How phones join: the code, and the same as a picture. Q shows the picture large.

import { useEffect, useMemo, useState } from 'react'
import { encode } from 'uqr'
import styles from './room.module.css'

/** "7KQ2 MX": easier to read out. */
export const spaced = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`

export function JoinBox({ code }: { code: string }) {
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
        <b>Join on your phone</b>
        <span>{location.host}/j</span>
        <span className={`num ${styles.code}`}>{spaced(code)}</span>
      </div>
      <QrCode text={`${location.origin}/j/${code}`} />
    </div>
  )
}

function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { border: 0 })
    const path = data
      .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
    return { size, path }
  }, [text])
  return (
    <svg
      role="img"
      aria-label="QR code: join this meeting"
      viewBox={`-3 -3 ${size + 6} ${size + 6}`}
      shapeRendering="crispEdges"
    >
      <rect x="-3" y="-3" width={size + 6} height={size + 6} fill="#fff" />
      <path d={path} fill="#24231e" />
    </svg>
  )
}
