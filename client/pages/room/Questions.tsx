// The four questions. The lit one gets the room that there is: the others shrink first, and what no room is left for is said.

import { type ReactNode, useMemo, useRef } from 'react'
import type { DisplayBlock, DisplayState } from '#shared/protocol/display.ts'
import { useNow } from '../../ui/use-now.ts'
import { Blocks } from './Blocks.tsx'
import { cutBlocks } from './cut-blocks.ts'
import { byUrgency, fitting } from './in-sight.ts'
import { isOver, signsThatFit } from './measure.ts'
import { RoomTasks } from './RoomTasks.tsx'
import styles from './room.module.css'
import { useFitted, useRoomSize } from './use-fitted.ts'

type Fit = {
  /** The lit question is given the others' room. */
  isWide: boolean
  /** The text that gives way to the other, which is short: it has what is left, not just its share. */
  hasRest: 1 | 2 | undefined
  /** How many signs of the texts there is room for; undefined for all. */
  cuts: readonly [number | undefined, number | undefined]
  /** Ids of the tasks that there is room for; undefined for all. */
  shown: ReadonlySet<string> | undefined
  isRight: boolean
}

const whole: Fit = {
  isWide: false,
  hasRest: undefined,
  cuts: [undefined, undefined],
  shown: undefined,
  isRight: false,
}

export function Questions({ state, lit }: { state: DisplayState; lit: number }) {
  const area = useRef<HTMLDivElement>(null)
  const size = useRoomSize()
  const nowMs = useNow()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these may change what there is room for
  const drawn = useMemo(() => ({}), [state, size, nowMs])
  const fit = useFitted(drawn, whole, (now) =>
    now.isRight || !area.current ? undefined : fitNext(area.current, now, state, lit, new Date(nowMs)),
  )
  return (
    <div
      ref={area}
      className={styles.columns}
      data-lit={lit >= 3 ? 'tasks' : 'text'}
      data-wide={fit.isWide || undefined}
      data-rest={fit.hasRest}
    >
      <div className={styles.texts}>
        <Question number={1} title="What happened?" isLit={lit === 1} isCut={fit.cuts[0] !== undefined}>
          <Words blocks={state.whatHappened} cut={fit.cuts[0]} otherwise="Nothing is written yet." />
        </Question>
        <Question
          number={2}
          title="Are we doing anything about it?"
          isLit={lit === 2}
          answer={state.acting}
          isCut={fit.cuts[1] !== undefined}
        >
          <Words blocks={state.whatWeDo} cut={fit.cuts[1]} otherwise="" />
        </Question>
      </div>
      <RoomTasks {...{ state, lit, nowMs }} shown={fit.shown} />
    </div>
  )
}

/** The next way to draw it, after the browser has drawn it this way. */
function fitNext(area: HTMLElement, now: Fit, state: DisplayState, lit: number, at: Date): Fit {
  const texts = [...area.querySelectorAll('[data-words]')]
  const rows = area.querySelector('[data-rows]')
  if (!now.isWide && wantsRoom(lit >= 3 ? rows : texts[lit - 1])) return { ...now, isWide: true }
  if (!now.hasRest && !now.isWide) {
    const isLong = texts.map(isOver)
    if (isLong[0] !== isLong[1]) return { ...now, hasRest: isLong[0] ? 1 : 2 }
  }
  const [first, second] = texts.map((box) => (isOver(box) ? signsThatFit(box, signBelow(box)) : undefined))
  const isAll = !rows || !isOver(rows)
  return {
    ...now,
    cuts: [first, second],
    shown: isAll ? undefined : fitting(byUrgency(state.tasks, at), heightsOf(rows), rows.clientHeight),
    isRight: true,
  }
}

/** Words of a task that run over their lines want more room as well. */
const wantsRoom = (box: Element | null | undefined): boolean =>
  !!box && (isOver(box) || [...box.querySelectorAll('[data-what]')].some(isOver))

/** The line that says that a text goes on takes room where it stands below. */
const signBelow = (box: Element): number =>
  Number.parseFloat(getComputedStyle(box).getPropertyValue('--sign-below')) *
  Number.parseFloat(getComputedStyle(box).fontSize)

const heightsOf = (rows: Element): Map<string, number> =>
  new Map(
    [...rows.querySelectorAll<HTMLElement>('[data-task]')].map((row) => [
      row.dataset.task!,
      row.getBoundingClientRect().height,
    ]),
  )

type WordsProps = { blocks: readonly DisplayBlock[]; cut: number | undefined; otherwise: string }

const Words = ({ blocks, cut, otherwise }: WordsProps) => (
  <div data-words className={styles.words}>
    <Blocks
      blocks={cut === undefined ? blocks : cutBlocks(blocks, cut)}
      otherwise={cut === undefined ? otherwise : ''}
    />
  </div>
)

const answers = { yes: 'Yes', 'not-yet': 'Not yet', no: 'No' } as const

type QuestionProps = {
  number: number
  title: string
  isLit: boolean
  answer?: DisplayState['acting']
  isCut: boolean
  children: ReactNode
}

function Question({ number, title, isLit, answer, isCut, children }: QuestionProps) {
  return (
    <section
      aria-labelledby={`room-${number}`}
      aria-current={isLit ? 'step' : undefined}
      className={isLit ? `${styles.question} ${styles.lit}` : styles.question}
    >
      <h2 id={`room-${number}`}>
        <span className={styles.number} data-lit={isLit} aria-hidden="true">
          {number}
        </span>
        {title}
        {answer && <span className={styles.answer}>{answers[answer]}</span>}
      </h2>
      {children}
      {isCut && <p className={styles.goesOn}>Continues on your phones</p>}
    </section>
  )
}
