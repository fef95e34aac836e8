// Whom to turn to outside the team: every member sees it, the chair names them.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Outside } from '#shared/http/outside.ts'
import { useChangeOutside, useOutside } from '../../api/outside.ts'
import { partStateOf } from '../../api/part-state.ts'
import { useProved } from '../../api/proof.ts'
import { useAnnounce } from '../../ui/Announcer.tsx'
import { TextField } from '../../ui/form/fields.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { ProvedDialog } from '../../ui/ProvedDialog.tsx'
import { ShowPart } from '../../ui/part-state.tsx'
import look from './settings.module.css'

export function OutsidePanel({ mayChange }: { mayChange: boolean }) {
  const [isChanging, setChanging] = useState(false)
  return (
    <Panel title="Outside the team">
      <p className="meta">
        Whom to turn to when everybody who could lead a case is named in it. Choose somebody who is not on the
        team.
      </p>
      <ShowPart state={partStateOf(useOutside())} what="Whom to turn to">
        {({ outside }) => (
          <>
            <div className={look.row}>
              <span className={look.words}>
                {outside ? (
                  <>
                    <b>{outside.name}</b>
                    <span className="meta num">{outside.reach}</span>
                  </>
                ) : (
                  <b>Nobody is named yet.</b>
                )}
              </span>
              {mayChange && (
                <Button variant="default" onClick={() => setChanging(true)}>
                  {outside ? 'Change who it is' : 'Name somebody'}
                </Button>
              )}
            </div>
            {isChanging && <ChangeOutside outside={outside} onClose={() => setChanging(false)} />}
          </>
        )}
      </ShowPart>
    </Panel>
  )
}

function ChangeOutside({ outside, onClose }: { outside: Outside | null; onClose: () => void }) {
  const announce = useAnnounce()
  const [name, setName] = useState(outside?.name ?? '')
  const [reach, setReach] = useState(outside?.reach ?? '')
  const change = useChangeOutside()
  const isNobody = name.trim() === '' && reach.trim() === ''
  const proof = useProved(() =>
    change.mutateAsync({ outside: isNobody ? null : { name: name.trim(), reach: reach.trim() } }),
  )
  const onDone = () => {
    announce.polite('It is saved whom to turn to.')
    onClose()
  }
  return (
    <ProvedDialog
      title="Whom to turn to outside the team"
      act="Save"
      isIncomplete={!isNobody && (name.trim() === '' || reach.trim() === '')}
      {...{ proof, onDone, onClose }}
    >
      <div className={look.dialog}>
        <TextField
          label="Name"
          autoComplete="off"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextField
          label="How to reach them"
          description="A phone number is best: it works without Greenroom."
          autoComplete="off"
          maxLength={500}
          value={reach}
          onChange={(event) => setReach(event.currentTarget.value)}
        />
      </div>
    </ProvedDialog>
  )
}
