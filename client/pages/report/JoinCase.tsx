// Another report of the same thing joins the case that there is already. Only cases that whoever takes it may write in are offered.

import { useId } from 'react'
import { actingRole, mayInCase } from '#shared/access/rules.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useCases, useMe } from '../../api/queries.ts'
import { NotArrived } from '../../ui/part-state.tsx'
import type { Draft } from './draft.ts'
import look from './report.module.css'

type Joins = Draft['joins']

export function JoinCase({ joins, onChange }: { joins: Joins; onChange: (joins: Joins) => void }) {
  const id = useId()
  const cases = useCases()
  const { data: me } = useMe()
  const open = (cases.data ?? []).filter(
    ({ level, stage }) =>
      me && mayInCase({ role: actingRole(me.member), level, isClosed: stage === 'closed' }, 'write'),
  )
  // What was chosen stays chosen while the list is not here.
  const offered = joins && !open.some((one) => one.id === joins.id) ? [joins, ...open] : open
  return (
    <div className={look.group}>
      <label className={look.label} htmlFor={id}>
        Is it about a case that there is already?
      </label>
      <select
        id={id}
        className={look.input}
        aria-describedby={`${id}-hint`}
        value={joins?.id ?? ''}
        onChange={({ target }) => {
          const chosen = offered.find((one) => one.id === target.value)
          onChange(chosen ? { id: chosen.id, codeName: chosen.codeName } : null)
        }}
      >
        <option value="">No, it opens one</option>
        {offered.map(({ id: its, codeName }) => (
          <option key={its} value={its}>
            {codeName}
          </option>
        ))}
      </select>
      <NotArrived what="The list of cases" state={partStateOf(cases)} />
      <p id={`${id}-hint`} className={look.hint}>
        {joins
          ? `Everybody on ${joins.codeName} will read it, but for whoever it names.`
          : 'Another report of the same thing stands with the first one.'}
      </p>
    </div>
  )
}
