// Text as the display is sent it: blocks, list marks, chips for people.

import type { DisplayBlock, DisplayPiece } from '#shared/protocol/display.ts'
import styles from './room.module.css'

export function Pieces({ pieces }: { pieces: readonly DisplayPiece[] }) {
  return pieces.map((piece, index) => {
    // The list is made anew with every state; a place in it is all there is to tell pieces apart.
    const key = `${index}`
    if ('chip' in piece)
      return (
        <span key={key} className={piece.isStaff ? styles.staffChip : styles.chip}>
          {piece.chip}
        </span>
      )
    return piece.isBold ? <strong key={key}>{piece.text}</strong> : <span key={key}>{piece.text}</span>
  })
}

export function Blocks({ blocks, otherwise }: { blocks: readonly DisplayBlock[]; otherwise: string }) {
  if (blocks.length === 0) return otherwise ? <p className={styles.empty}>{otherwise}</p> : null
  return (
    <div className={styles.blocks}>
      {blocks.map(({ mark, depth, pieces }, index) => (
        <p
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name of its own here
          key={index}
          dir="auto"
          data-mark={mark === 'none' ? undefined : mark === 'bullet' ? '•' : `${mark}.`}
          style={{ '--depth': depth } as React.CSSProperties}
        >
          <Pieces pieces={pieces} />
        </p>
      ))}
    </div>
  )
}
