// Who is on the case, and who is in it. Nobody is ever in both; changes work at once, on every open screen.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Level } from '#shared/http/cases.ts'
import type { MemberId } from '#shared/ids.ts'
import { sayTime } from '#shared/tasks/due-words.ts'
import { isProblem } from '../../../api/ask.ts'
import { useRemoveAccess, useSetAccess } from '../../../api/changes.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { SelectField } from '../../../ui/fields.tsx'
import { useCaseView } from '../case-view.tsx'
import { AddStaff } from './AddStaff.tsx'
import styles from './access.module.css'
import { InTheCase } from './InTheCase.tsx'

const levels: { value: Level; label: string }[] = [
  { value: 'lead', label: 'lead' },
  { value: 'write', label: 'works on it' },
  { value: 'read', label: 'can read' },
]
const sayLevel = (level: Level): string => levels.find((one) => one.value === level)!.label

export function AccessTab() {
  return (
    <div className={styles.access}>
      <OnThisCase />
      <InTheCase />
    </div>
  )
}

function OnThisCase() {
  const { detail, may, nameOf, colourOf, members, zone, me } = useCaseView()
  const setAccess = useSetAccess()
  const remove = useRemoveAccess()
  const [leaving, setLeaving] = useState<MemberId>()
  const mayChange = may('change-access')
  const failure = setAccess.error ?? remove.error
  return (
    <section aria-labelledby="access-team">
      <h2 id="access-team">On this case</h2>
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
          {detail.access.map(({ member, level, sinceAt }) => (
            <tr key={member}>
              <td>
                <span className={styles.who}>
                  <Avatar
                    name={nameOf(member)}
                    colour={colourOf(member)}
                    isHere={members.get(member)?.isHere ?? false}
                    isDecoration
                  />
                  {nameOf(member)}
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
                        caseId: detail.id,
                        member,
                        level: event.currentTarget.value as Level,
                      })
                    }
                  />
                ) : (
                  sayLevel(level)
                )}
              </td>
              <td className="num">{sayTime(new Date(sinceAt), new Date(), zone)}</td>
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
      {failure && (
        <p role="alert" className={styles.failure}>
          {isProblem(failure) && failure.kind !== 'not-available'
            ? failure.title
            : 'That could not be changed.'}
        </p>
      )}
      {mayChange && <AddStaff />}
      <ConfirmDialog
        isOpen={leaving !== undefined}
        title={leaving ? `Remove ${nameOf(leaving)}?` : ''}
        act={`Remove ${leaving ? nameOf(leaving) : ''}`}
        onClose={() => setLeaving(undefined)}
        onAct={() => {
          remove.mutate({ caseId: detail.id, member: leaving! })
          setLeaving(undefined)
        }}
      >
        {leaving === me.id
          ? 'You will not see this case again. It closes on all your devices at once.'
          : 'The case closes on all their devices at once. Tasks they have stay in the list.'}
      </ConfirmDialog>
    </section>
  )
}
