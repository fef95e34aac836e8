// Who has a task: a choice of the team with a search. People on the case come first; giving it to somebody else
// is asked about first, because they will see this line and nothing more.

import { Combobox, useCombobox } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { assignTask } from '#shared/record/edit.ts'
import { findPeople } from '#shared/tasks/mention.ts'
import type { TaskView } from '#shared/tasks/view.ts'
import { useSetAccess } from '../../../api/changes.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { useCaseView } from '../view/case-view.tsx'
import { usePickable } from '../view/pickable.ts'
import { notAnswered } from '../view/presence-words.ts'
import { GiveOutside } from './GiveOutside.tsx'
import styles from './tasks.module.css'

type Given = { task: TaskView; isOpen: boolean; onOpen: (isOpen: boolean) => void }

export function WhoPicker({ task, isOpen, onOpen }: Given) {
  const { mayWrite } = useCaseView()
  if (!mayWrite) return <Who who={task.who} />
  return <Picker task={task} isOpen={isOpen} onOpen={onOpen} />
}

function Who({ who }: { who: MemberId | null }) {
  const { nameOf, colourOf, members } = useCaseView()
  if (who === null) return <span className={styles.nobody}>No one yet</span>
  const name = nameOf(who)
  return (
    <span className={styles.who}>
      <Avatar
        name={name}
        colour={colourOf(who)}
        size="s"
        isHere={members.get(who)?.isHere ?? false}
        isDecoration
      />
      <span className={styles.whole}>{name}</span>
      <span className={styles.first} aria-hidden="true">
        {firstNameOf(name)}
      </span>
    </span>
  )
}

const nobody = 'nobody'

function Picker({ task, isOpen, onOpen }: Given) {
  const { record, nameOf, head } = useCaseView()
  const pickable = usePickable()
  const [search, setSearch] = useState('')
  const [outside, setOutside] = useState<MemberId>()
  const setAccess = useSetAccess()
  const combobox = useCombobox({
    opened: isOpen,
    onOpenedChange: onOpen,
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it opens, also from the row's menu
  useEffect(() => {
    if (isOpen) requestAnimationFrame(() => combobox.focusSearchInput())
  }, [isOpen])
  const found = search.trim() ? findPeople(search, pickable) : pickable
  const give = (who: MemberId | null) => assignTask(record.doc, task.id, who)
  const onSubmit = (value: string) => {
    onOpen(false)
    combobox.focusTarget()
    if (value === nobody) return give(null)
    const member = pickable.find((one) => one.id === value)
    if (!member || member.id === task.who) return
    if (member.onCase) give(member.id)
    else setOutside(member.id)
  }
  const group = (title: string, onCase: boolean) => {
    const people = found.filter((one) => one.onCase === onCase)
    if (people.length === 0) return null
    return (
      <Combobox.Group label={title}>
        {people.map((one) => (
          <Combobox.Option key={one.id} value={one.id} active={one.id === task.who}>
            <Who who={one.id} />
            {one.isAsked && <span className="meta">{notAnswered}</span>}
          </Combobox.Option>
        ))}
      </Combobox.Group>
    )
  }
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={onSubmit} position="bottom-start" width={260} withinPortal>
        <Combobox.Target targetType="button">
          <button
            type="button"
            className={styles.pick}
            title={task.who ? nameOf(task.who) : undefined}
            onClick={() => onOpen(!isOpen)}
          >
            <span className="sr-only">Who: </span>
            <Who who={task.who} />
          </button>
        </Combobox.Target>
        <Combobox.Dropdown className={styles.dropdown} aria-label="Who">
          <Combobox.Search
            aria-label="Find somebody"
            placeholder="Name"
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value)
              combobox.updateSelectedOptionIndex()
            }}
          />
          <Combobox.Options className={styles.options} aria-label="Who does it">
            {group('On this case', true)}
            {group('Others', false)}
            {!search.trim() && <Combobox.Option value={nobody}>No one yet</Combobox.Option>}
            {found.length === 0 && <Combobox.Empty>Nobody of that name</Combobox.Empty>}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <GiveOutside
        name={outside && nameOf(outside)}
        onClose={() => setOutside(undefined)}
        onGive={() => give(outside!)}
        onAdd={async () => {
          await setAccess.mutateAsync({ caseId: head.id, member: outside!, level: 'write' })
          give(outside!)
        }}
      />
    </>
  )
}
