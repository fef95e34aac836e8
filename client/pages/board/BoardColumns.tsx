// The five columns. Arrow keys lead from card to card; every column takes a card that is dragged onto it.

import { type KeyboardEvent, useRef } from 'react'
import { type Stage, stageTitles } from '#shared/cases/stages.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Member, Role } from '#shared/http/people.ts'
import type { CaseId } from '#shared/ids.ts'
import { CardShape } from '../../ui/CardShape.tsx'
import { BoardCard } from './BoardCard.tsx'
import look from './board.module.css'
import { cardWords, type Telling } from './card-words.ts'
import { type ArrowKey, type Column, cardBeside, columnsOf } from './columns.ts'
import { useDropColumn } from './use-drag.ts'

export type BoardColumnsProps = {
  cards: readonly CaseCard[]
  members: ReadonlyMap<string, Member>
  role: Role
  telling: Telling
  onMove: (card: CaseCard, to: Stage) => void
}

const arrows: readonly string[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] satisfies ArrowKey[]

/** Puts the focus on a card of the page; false when it is not there. */
export function focusCard(id: CaseId): boolean {
  const card = document.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"]`)
  card?.focus()
  return card !== null
}

export function BoardColumns(props: BoardColumnsProps) {
  const columns = columnsOf(props.cards)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!arrows.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return
    const from = (event.target as HTMLElement).dataset.case
    if (!from) return
    const to = cardBeside(columns, from as CaseId, event.key as ArrowKey)
    event.preventDefault()
    if (to) focusCard(to)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a second way between links
    <div className={look.columns} onKeyDown={onKeyDown}>
      {columns.map((column) => (
        <BoardColumn key={column.stage} column={column} {...props} />
      ))}
    </div>
  )
}

function BoardColumn({ column, members, role, telling, onMove }: BoardColumnsProps & { column: Column }) {
  const section = useRef<HTMLElement>(null)
  const isOver = useDropColumn(section, column.stage, onMove)
  return (
    <ColumnShell
      sectionRef={section}
      stage={column.stage}
      count={column.cards.length}
      isNow={column.stage === 'meeting' && column.cards.length > 0}
      isOver={isOver}
    >
      <ul>
        {column.cards.map((card) => (
          <BoardCard
            key={card.id}
            card={card}
            words={cardWords(card, telling)}
            members={members}
            role={role}
            onMove={onMove}
          />
        ))}
      </ul>
    </ColumnShell>
  )
}

type ShellProps = {
  stage: Stage
  /** Undefined while it is not known yet. */
  count?: number
  isNow?: boolean
  isOver?: boolean
  sectionRef?: React.Ref<HTMLElement>
  children?: React.ReactNode
}

function ColumnShell({ stage, count, isNow, isOver, sectionRef, children }: ShellProps) {
  return (
    <section
      ref={sectionRef}
      className={look.column}
      aria-label={stageTitles[stage]}
      data-now={isNow || undefined}
      data-over={isOver || undefined}
      data-empty={count === 0 || undefined}
    >
      <header>
        <h2>{stageTitles[stage]}</h2>
        {count !== undefined && (
          <span>
            {count}
            <span className="sr-only">{count === 1 ? ' case' : ' cases'}</span>
          </span>
        )}
      </header>
      {children}
    </section>
  )
}

/** The heads at once, three still card shapes below them. */
export function WaitingColumns() {
  return (
    <div className={look.columns}>
      {columnsOf([]).map(({ stage }) => (
        <ColumnShell key={stage} stage={stage}>
          {(stage === 'new' || stage === 'meeting' || stage === 'acting') && <CardShape />}
        </ColumnShell>
      ))}
    </div>
  )
}
