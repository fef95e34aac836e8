// The reports as they were sent, where the meeting writes: what somebody picks out of them comes into the record by one press,
// and keeps whose words it is.

import { Button } from '@mantine/core'
import { IconChevronDown, IconQuote } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { isWhole } from '#shared/cases/damaged.ts'
import type { Report, Reports } from '#shared/http/cases.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { Bar } from '../../../ui/CardShape.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { useCaseView } from '../view/case-view.tsx'
import { amendmentDamaged, reportDamaged } from '../view/damage-words.ts'
import { useReports } from '../view/parts.ts'
import { type Passage, type PutPassages, sourceOf, sourceOfAddition } from '../view/quotes.ts'
import { theReporter } from '../view/taker-words.ts'
import styles from './account.module.css'

type Given = {
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  /** How passages come into the first question; null while nobody can write there. */
  putRef: RefObject<PutPassages | null>
}

export function Account({ isOpen, onOpen, putRef }: Given) {
  const reports = useReports()
  const { mayWrite } = useCaseView()
  const words = useRef<HTMLDivElement>(null)
  return (
    <section aria-labelledby="account" className={styles.account}>
      <h2>
        <button
          type="button"
          id="account"
          className={styles.fold}
          aria-expanded={isOpen}
          onClick={() => onOpen(!isOpen)}
        >
          The account
          <IconChevronDown size={20} stroke={1.6} aria-hidden />
        </button>
      </h2>
      {isOpen && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
          <div ref={words} className={styles.words} tabIndex={0}>
            <ShowPart state={reports} what="The account" shape={shape}>
              {({ reports }) => <Words reports={reports} />}
            </ShowPart>
          </div>
          {mayWrite && <Quote words={words} putRef={putRef} />}
        </>
      )}
    </section>
  )
}

const shape = (
  <div className={styles.shape}>
    <Bar width="92%" />
    <Bar width="84%" />
    <Bar width="60%" />
  </div>
)

function Words({ reports }: Reports) {
  if (reports.length === 0) return <p className="meta">There is no report on this case.</p>
  return reports.map((report) => {
    if (!isWhole(report)) return <p key={report.id}>{reportDamaged}</p>
    return <OneAccount key={report.id} report={report} />
  })
}

function OneAccount({ report }: { report: Report }) {
  const { zone } = useCaseView()
  const now = new Date(serverNow())
  return (
    <>
      <Piece by={report.takenBy} source={sourceOf(report, now, zone)} words={report.whatHappened} />
      {report.amendments.map((one) =>
        isWhole(one) ? (
          <Piece
            key={`${one.at} ${one.author}`}
            by={one.author}
            source={sourceOfAddition(one, now, zone)}
            words={one.words}
          />
        ) : (
          <p key={`${one.at} ${one.author}`}>{amendmentDamaged}</p>
        ),
      )}
    </>
  )
}

/** Words of one writer, with whose they are above them. */
function Piece({ by, source, words }: Passage) {
  const { nameOf, shown } = useCaseView()
  return (
    <div className={styles.piece}>
      <p className="meta num">{`${by ? firstNameOf(nameOf(by)) : theReporter}, ${source}`}</p>
      {words.trim() ? (
        <div dir="auto" data-by={by ?? ''} data-source={source}>
          {shown(words)}
        </div>
      ) : (
        // Ours and nobody's: it is not quoted.
        <p className="meta">Nothing was written yet.</p>
      )}
    </div>
  )
}

/** What is picked out, by its writers: a selection over two pieces is two passages. */
function pickedIn(root: HTMLElement | null): Passage[] {
  const selection = document.getSelection()
  if (!root || !selection || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  return [...root.querySelectorAll<HTMLElement>('[data-by]')].flatMap((piece) => {
    if (!range.intersectsNode(piece)) return []
    const inside = document.createRange()
    inside.selectNodeContents(piece)
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0)
      inside.setStart(range.startContainer, range.startOffset)
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0)
      inside.setEnd(range.endContainer, range.endOffset)
    return passageOf(piece, inside.toString())
  })
}

const passageOf = ({ dataset }: HTMLElement, words: string): Passage[] =>
  words.trim() === ''
    ? []
    : [{ words, by: (dataset.by || null) as Passage['by'], source: dataset.source ?? '' }]

/** Without a selection all of it is meant: nobody needs a mouse to quote. */
const allOf = (root: HTMLElement | null): Passage[] =>
  [...(root?.querySelectorAll<HTMLElement>('[data-by]') ?? [])].flatMap((piece) =>
    passageOf(piece, piece.textContent ?? ''),
  )

function useIsPicked(words: RefObject<HTMLElement | null>): boolean {
  const [isPicked, setPicked] = useState(false)
  useEffect(() => {
    const look = () => setPicked(pickedIn(words.current).length > 0)
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [words])
  return isPicked
}

function Quote({ words, putRef }: { words: RefObject<HTMLElement | null>; putRef: Given['putRef'] }) {
  const { isHidden } = useCaseView()
  const isPicked = useIsPicked(words)
  const quote = () => {
    const passages = isPicked ? pickedIn(words.current) : allOf(words.current)
    if (passages.length > 0 && putRef.current?.(passages)) document.getSelection()?.collapseToEnd()
  }
  // What is shown in place of a name is nobody's word.
  if (isHidden) return <p className="meta">Show names to quote.</p>
  return (
    <Button
      variant="default"
      className={styles.quote}
      leftSection={<IconQuote size={18} stroke={1.75} aria-hidden />}
      onPointerDown={(event) => event.preventDefault()}
      onClick={quote}
    >
      {isPicked ? 'Quote' : 'Quote all'}
    </Button>
  )
}
