// Who is on the case, and who is in it. Nobody is ever in both; changes work at once, on every open screen.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { CaseAccess, Level } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { useRemoveAccess, useSetAccess } from '../../../api/changes.ts'
import { sayProblem } from '../../../api/refusal-words.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Bar } from '../../../ui/CardShape.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { NotDone } from '../../../ui/form/Form.tsx'
import { SelectField } from '../../../ui/form/fields.tsx'
import { ShowPart } from '../../../ui/part-state.tsx'
import { serverNow } from '../../../ui/server-clock.ts'
import { AddStaff } from '../people/AddStaff.tsx'
import { Arriving } from '../people/Arriving.tsx'
import { Likenesses } from '../people/Likenesses.tsx'
import { levels, sayLevel } from '../people/levels.ts'
import look from '../people/people.module.css'
import { useCaseView } from '../view/case-view.tsx'
import { useAccess } from '../view/parts.ts'
import { notAnswered } from '../view/presence-words.ts'
import styles from './access.module.css'
import { Excluded } from './Excluded.tsx'
import { InTheCase } from './InTheCase.tsx'

export function AccessTab() {
  return (
    <div className={styles.access}>
      <Likenesses />
      <Arriving />
      <OnThisCase />
      <InTheCase />
      <Excluded />
    </div>
  )
}

function OnThisCase() {
  const { may } = useCaseView()
  return (
    <section aria-labelledby="access-team">
      <h2 id="access-team">On this case</h2>
      <ShowPart state={useAccess()} what="Who is on this case" shape={<Bar height="60px" />}>
        {({ access }) => <Team access={access} />}
      </ShowPart>
      {may('change-access') && <AddStaff />}
    </section>
  )
}

function Team({ access }: Pick<CaseAccess, 'access'>) {
  const { head, may, nameOf, colourOf, members, zone, me } = useCaseView()
  const setAccess = useSetAccess()
  const remove = useRemoveAccess()
  const [leaving, setLeaving] = useState<MemberId>()
  const mayChange = may('change-access')
  const failure = setAccess.error ?? remove.error
  return (
    <>
      <table aria-labelledby="access-team" className={`${styles.table} ${styles.team}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Since</th>
            {mayChange && (
              <th scope="col">
                <span className="sr-only">Remove</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {access.map(({ member, level, sinceAt, isAsked }) => (
            <tr key={member}>
              <td>
                <span className={look.who}>
                  <Avatar
                    name={nameOf(member)}
                    colour={colourOf(member)}
                    isHere={members.get(member)?.isHere ?? false}
                    isDecoration
                  />
                  <span>
                    {nameOf(member)}
                    {isAsked && <span className={`meta ${styles.asked}`}>{notAnswered}</span>}
                  </span>
                </span>
              </td>
              <td>
                {mayChange ? (
                  <SelectField
                    aria-label={`Role of ${nameOf(member)}`}
                    data={levels}
                    value={level}
                    onChange={(event) =>
                      setAccess.mutate({
                        caseId: head.id,
                        member,
                        level: event.currentTarget.value as Level,
                      })
                    }
                  />
                ) : (
                  sayLevel(level)
                )}
              </td>
              <td className="num">{sayTime(new Date(sinceAt), new Date(serverNow()), zone)}</td>
              {mayChange && (
                <td className={styles.last}>
                  <Button
                    variant="default"
                    aria-label={`Remove ${nameOf(member)}`}
                    onClick={() => setLeaving(member)}
                  >
                    Remove
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <NotDone words={failure && sayProblem(failure, 'That could not be changed.')} />
      <ConfirmDialog
        isOpen={leaving !== undefined}
        title={leaving ? `Remove ${nameOf(leaving)}?` : ''}
        act={`Remove ${leaving ? nameOf(leaving) : ''}`}
        keep="Keep them on it"
        loses
        onClose={() => setLeaving(undefined)}
        onAct={() => {
          remove.mutate({ caseId: head.id, member: leaving! })
          setLeaving(undefined)
        }}
      >
        {leaving === me.id
          ? 'You will not see this case again. It closes on all your devices at once.'
          : 'The case closes on all their devices at once. Tasks they have stay in the list.'}
      </ConfirmDialog>
    </>
  )
}
