// "Who was it? Who else?": the facts that can wait. Whoever of the team is named here never sees the case, so they
// are chosen before it exists.

import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { MultiSelect } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { MemberId } from '#shared/ids.ts'
import { firstNameOf } from '#shared/people/initials.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useMembers } from '../../api/queries.ts'
import { TextField } from '../../ui/form/fields.tsx'
import { NotArrived } from '../../ui/part-state.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Draft } from './draft.ts'
import { FactField } from './FactField.tsx'
import { JoinCase } from './JoinCase.tsx'
import { NamedInReport } from './NamedInReport.tsx'
import type { Prompts } from './prompts.ts'
import look from './report.module.css'
import { WordsField } from './WordsField.tsx'

type WhoElseProps = {
  draft: Draft
  me: string
  prompts: Prompts
  edit: (change: Partial<Draft>) => void
}

export function WhoElse({ draft, me, prompts, edit }: WhoElseProps) {
  return (
    <details className={look.more}>
      <summary>
        <span>
          <b>Who was it? Who else?</b>
          <small>Name or badge, witnesses, our own team</small>
        </span>
        <IconChevronDown size={20} stroke={1.6} aria-hidden="true" />
      </summary>
      <FactField
        label="Name or badge number"
        hint={prompts.of.who ?? 'Without a name: how to recognise them.'}
        fact={draft.who}
        onChange={(who) => edit({ who })}
      />
      <NamedHere draft={draft} me={me} />
      <FactField
        label="Other people"
        hint={prompts.of.others}
        fact={draft.others}
        onChange={(others) => edit({ others })}
      />
      <OwnTeam draft={draft} me={me} edit={edit} />
      <JoinCase joins={draft.joins} onChange={(joins) => edit({ joins })} />
      <FactField
        label="Circumstances"
        questions={prompts.more}
        fact={draft.circumstances}
        onChange={(circumstances) => edit({ circumstances })}
      />
      <div className={look.group}>
        <Segmented
          label="Is it still going on?"
          showsLabel
          options={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
            { value: 'not-asked', label: 'Not asked yet' },
          ]}
          value={draft.isOngoing === null ? 'not-asked' : draft.isOngoing ? 'yes' : 'no'}
          onChange={(value) => edit({ isOngoing: value === 'not-asked' ? null : value === 'yes' })}
        />
      </div>
      <div className={look.group}>
        <TextField
          label="Who told you, if they want that written down"
          maxLength={500}
          autoComplete="off"
          value={draft.toldBy}
          onChange={(event) => edit({ toldBy: event.currentTarget.value })}
        />
      </div>
      <WordsField
        label="Wishes they offered unasked"
        hint="Never ask for these."
        isSmall
        value={draft.wishes}
        onChange={(wishes) => edit({ wishes })}
      />
    </details>
  )
}

/** Right under the name, where whoever types it looks. */
function NamedHere({ draft, me }: Omit<WhoElseProps, 'edit' | 'prompts'>) {
  const team = useMembers()
  return <NamedInReport draft={draft} team={(team.data ?? []).filter((member) => member.id !== me)} />
}

/** Choosing somebody here locks them out before the case is made. */
function OwnTeam({ draft, me, edit }: Omit<WhoElseProps, 'prompts'>) {
  const team = useMembers()
  const members = (team.data ?? []).filter((member) => member.id !== me)
  const chosen = members.filter((member) => draft.involves.includes(member.id))
  return (
    <div className={look.group}>
      <MultiSelect
        label="Is anyone on our own team involved?"
        data={members.map((member) => ({ value: member.id, label: member.name }))}
        value={draft.involves}
        onChange={(ids) => edit({ involves: ids as MemberId[] })}
        searchable
        clearable={false}
        nothingFoundMessage="Nobody of that name"
        classNames={{
          label: look.label,
          input: look.pills,
          pill: look.pill,
          dropdown: look.dropdown,
          option: look.option,
        }}
      />
      <NotArrived what="The list of our team" state={partStateOf(team)} />
      <div role="status">
        {chosen.map((member) => (
          <p key={member.id} className={look.locked}>
            {firstNameOf(member.name)} will not see this case.
          </p>
        ))}
      </div>
    </div>
  )
}
