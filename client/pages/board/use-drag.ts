// Dragging a card to another column. The menu "Move to…" does the same, so nothing depends on dragging.

import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Stage } from '#shared/cases/stages.ts'
import type { CaseCard } from '#shared/http/cases.ts'

/** Symbol-keyed, so that nothing dragged in from elsewhere is taken for a card. */
const draggedCard = Symbol('dragged card')

/** Makes a card draggable while it may be moved. True while it is being dragged. */
export function useDraggableCard(
  element: RefObject<HTMLElement | null>,
  card: CaseCard,
  mayMove: boolean,
): boolean {
  const [isDragged, setDragged] = useState(false)
  const latest = useRef(card)
  latest.current = card
  useEffect(() => {
    if (!element.current || !mayMove) return
    return draggable({
      element: element.current,
      getInitialData: () => ({ [draggedCard]: latest.current }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [element, mayMove])
  return isDragged
}

/** Makes a column take cards of other columns. True while such a card is over it. */
export function useDropColumn(
  element: RefObject<HTMLElement | null>,
  stage: Stage,
  onDrop: (card: CaseCard, to: Stage) => void,
): boolean {
  const [isOver, setOver] = useState(false)
  const drop = useRef(onDrop)
  drop.current = onDrop
  useEffect(() => {
    if (!element.current) return
    const cardIn = (data: Record<string | symbol, unknown>) => data[draggedCard] as CaseCard | undefined
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => {
        const card = cardIn(source.data)
        return card !== undefined && card.stage !== stage
      },
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false)
        const card = cardIn(source.data)
        if (card) drop.current(card, stage)
      },
    })
  }, [element, stage])
  return isOver
}
