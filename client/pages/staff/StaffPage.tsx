// The team: who there is, in which role, and who has a device connected now.

import { useMembers } from '../../api/queries.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Bar } from '../../ui/CardShape.tsx'
import { Chip, Dot } from '../../ui/Chip.tsx'
import { FindButton } from '../../ui/find.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { useTitle } from '../../ui/title.ts'
import { Waiting } from '../../ui/Waiting.tsx'
import look from './staff.module.css'

const order = { chair: 0, coordinator: 1, staff: 2 } as const

export function StaffPage() {
  useTitle('Staff and roster')
  const members = useMembers()
  const here = members.data?.filter((member) => member.isHere).length
  const sorted = members.data?.toSorted(
    (a, b) => order[a.role] - order[b.role] || a.name.localeCompare(b.name),
  )
  return (
    <>
      <PageHead title="Staff and roster" sub={here === undefined ? undefined : `${here} here now`}>
        <FindButton />
      </PageHead>
      {members.isPending && (
        <Waiting>
          <Bar height="56px" />
        </Waiting>
      )}
      {members.error && !members.data && <Notice tone="due">{members.error.message}</Notice>}
      {sorted && (
        <section aria-label="The team">
          <ul className={look.list}>
            {sorted.map(({ id, name, role, colour, isHere }) => (
              <li key={id} className={look.member}>
                <Avatar name={name} colour={colour} size="m" isHere={isHere} isDecoration />
                <span className={look.words}>
                  <b>{name}</b>
                  <span className="meta">{roleTitles[role]}</span>
                </span>
                {isHere ? (
                  <Chip tone="green">
                    <Dot />
                    Here now
                  </Chip>
                ) : (
                  <span className="meta">Not here</span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
