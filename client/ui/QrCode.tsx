// A text as a picture for a phone's camera. Dark on white in dark mode too: many cameras read nothing else.

import { useMemo } from 'react'
import { encode } from 'uqr'

/** @param label what scanning it does */
export function QrCode({ text, label }: { text: string; label: string }) {
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
      aria-label={`QR code: ${label}`}
      viewBox={`-3 -3 ${size + 6} ${size + 6}`}
      shapeRendering="crispEdges"
    >
      <rect x="-3" y="-3" width={size + 6} height={size + 6} fill="#fff" />
      <path d={path} fill="#24231e" />
    </svg>
  )
}
