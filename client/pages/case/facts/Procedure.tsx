// Which version of the procedure the case goes by, and its links: the policy, and what attendees are told to expect.

import { Link } from 'wouter'
import type { CaseProcedure } from '#shared/http/procedure.ts'
import { partStateOf } from '../../../api/part-state.ts'
import { useCaseProcedure, useCaseProcedureText } from '../../../api/procedure.ts'
import { casePath } from '../../../api/queries.ts'
import { Bar } from '../../../ui/CardShape.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { versionLine } from '../view/procedure-line.ts'
import { useWhen } from '../view/when.ts'
import styles from './facts.module.css'

export function Procedure() {
  const { head } = useCaseView()
  return (
    <section aria-labelledby="facts-procedure">
      <h2 id="facts-procedure">Procedure</h2>
      <ShowPart state={partStateOf(useCaseProcedure(head.id))} what="Its version" shape={<Bar width="70%" />}>
        {(known) => <Known known={known} />}
      </ShowPart>
    </section>
  )
}

function Known({ known }: { known: CaseProcedure }) {
  const { head, nameOf, may } = useCaseView()
  const when = useWhen()
  // Here before anybody is without a network.
  useCaseProcedureText(head.id, known.id)
  const { newer, taken, links } = known
  return (
    <ul className={styles.links}>
      <li>
        <Link href={casePath(head.codeName, '/procedure')}>{versionLine(known, when)}</Link>
        {taken && (
          <span className="meta num">
            Taken by {nameOf(taken.by)}, {when(taken.at)}
          </span>
        )}
        {newer && (
          <span className="meta num">
            A newer one is in force since {when(newer.at)}
            {may('take-procedure') ? ': open it to use it here.' : '.'}
          </span>
        )}
      </li>
      {links.map(({ words, href }) => (
        <li key={href}>
          <a href={href} target="_blank" rel="noreferrer">
            {words}
          </a>
        </li>
      ))}
    </ul>
  )
}
