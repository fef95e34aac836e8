// Which card stands where on the board. Pure: the same cards always stand in the same order, so a card
// moves only when something about its case changed.

import { compareCards } from '#shared/cases/order.ts'
import type { Stage } from '#shared/cases/stages.ts'
import { stages } from '#shared/cases/stages.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { CaseId } from '#shared/ids.ts'

export type Column = { stage: Stage; cards: CaseCard[] }
export type ArrowKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

/** The five columns, left to right, each in its order. */
export const columnsOf = (cards: readonly CaseCard[]): Column[] =>
  stages.map((stage) => ({ stage, cards: cards.filter((card) => card.stage === stage).sort(compareCards) }))

/**
 * Where an arrow key leads from a card: up and down within the column, left and right to the next column that
 * has cards, at the same height or its last card. Undefined at the edge.
 */
export function cardBeside(columns: readonly Column[], from: CaseId, key: ArrowKey): CaseId | undefined {
  const at = columns.findIndex((column) => column.cards.some((card) => card.id === from))
  const row = columns[at]?.cards.findIndex((card) => card.id === from) ?? -1
  if (row < 0) return undefined
  if (key === 'ArrowUp') return columns[at]?.cards[row - 1]?.id
  if (key === 'ArrowDown') return columns[at]?.cards[row + 1]?.id
  const others = key === 'ArrowRight' ? columns.slice(at + 1) : columns.slice(0, at).reverse()
  const next = others.find((column) => column.cards.length > 0)
  return next?.cards[Math.min(row, next.cards.length - 1)]?.id
}
