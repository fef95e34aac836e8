// One case as a card: a link that says what somebody in the room may see, and the menu that moves it. Never
// text of a record, never a name of somebody in the case.

import { ActionIcon } from '@mantine/core'
import { IconArrowsRightLeft, IconClock, IconShieldExclamation } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Link } from 'wouter'
import { mayInCase } from '#shared/access/rules.ts'
import { movesFrom, type Stage, stageTitles } from '#shared/cases/stages.ts'
import type { CaseCard } from '#shared/http/cases.ts'
import type { Member, Role } from '#shared/http/people.ts'
import { casePath } from '../../api/queries.ts'
import { Avatars } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Menu } from '../../ui/Menu.tsx'
import look from './board.module.css'
import type { CardWords } from './card-words.ts'
import { useDraggableCard } from './use-drag.ts'

export type BoardCardProps = {
  card: CaseCard
  words: CardWords
  members: ReadonlyMap<string, Member>
  role: Role
  onMove: (card: CaseCard, to: Stage) => void
}

export function BoardCard({ card, words, members, role, onMove }: BoardCardProps) {
  const surface = useRef<HTMLDivElement>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const mayMove = mayInCase({ role, level: card.level, isClosed: card.stage === 'closed' }, 'change-stage')
  const isDragged = useDraggableCard(surface, card, mayMove)
  const details = useId()

  const onKeyDown = (event: KeyboardEvent) => {
    if (!mayMove || event.key !== 'M' || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey)
      return
    event.preventDefault()
    setMenuOpen(true)
  }

  return (
    <li className={look.item} data-movable={mayMove || undefined}>
      <div
        ref={surface}
        className={look.card}
        data-meeting={card.meeting ? true : undefined}
        data-urgent={isAlarming(card) || undefined}
        data-closed={card.stage === 'closed' || undefined}
        data-dragged={isDragged || undefined}
      >
        <Link
          href={casePath(card.codeName)}
          aria-label={`${card.codeName}, ${words.standing}`}
          aria-describedby={details}
          aria-keyshortcuts={mayMove ? 'Shift+M' : undefined}
          className={look.link}
          draggable={false}
          data-case={card.id}
          onKeyDown={onKeyDown}
        >
          {/* The space keeps the text that is seen within the name that is read out. */}
          <h3>{card.codeName}</h3> <p className={look.standing}>{words.standing}</p>
        </Link>
        <CardBody id={details} card={card} words={words} members={members} />
      </div>
      {mayMove && (
        <MoveMenu card={card} isOpen={isMenuOpen} onOpen={setMenuOpen} onMove={(to) => onMove(card, to)} />
      )}
    </li>
  )
}

/** Once a case is closed, nobody's safety hangs on it any more. */
const isAlarming = (card: CaseCard): boolean => card.isUrgent && card.stage !== 'closed'

type BodyProps = Pick<BoardCardProps, 'card' | 'words' | 'members'> & { id: string }

function CardBody({ id, card, words, members }: BodyProps) {
  const team = card.team.flatMap((member) => members.get(member) ?? [])
  return (
    <div id={id}>
      {words.next && (
        <p className={look.next}>
          <b>{words.next.what}</b>
          {words.next.detail}
        </p>
      )}
      {words.owed && <p className={look.owed}>{words.owed}</p>}
      {(isAlarming(card) || words.due) && (
        <div className={look.chips}>
          {isAlarming(card) && (
            <Chip tone="safety" icon={<IconShieldExclamation aria-hidden="true" />}>
              Someone may be in danger
            </Chip>
          )}
          {words.due && (
            <Chip tone="due" icon={<IconClock aria-hidden="true" />}>
              {words.due}
            </Chip>
          )}
        </div>
      )}
      <div className={look.foot}>
        <Avatars people={team} most={4} size="s" />
        <span>{words.tasks}</span>
      </div>
    </div>
  )
}

type MoveMenuProps = {
  card: CaseCard
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onMove: (to: Stage) => void
}

function MoveMenu({ card, isOpen, onOpen, onMove }: MoveMenuProps) {
  return (
    <Menu opened={isOpen} onChange={onOpen} returnFocus>
      <Menu.Target>
        <ActionIcon
          className={look.move}
          data-open={isOpen || undefined}
          aria-label={`Move ${card.codeName} to…`}
        >
          <IconArrowsRightLeft size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to…</Menu.Label>
        {movesFrom(card.stage).map((to) => (
          <Menu.Item key={to} onClick={() => onMove(to)}>
            {stageTitles[to]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
