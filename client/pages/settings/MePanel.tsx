// Who I am here, how I sign in, and the way out.

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Me } from '#shared/http/people.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { roleTitles } from '../../ui/role-titles.ts'
import { useSignOutHere } from '../../ui/sign-out.tsx'
import { ChangeMe } from './ChangeMe.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import look from './settings.module.css'

export function MePanel({ me }: { me: Me }) {
  const signOut = useSignOutHere()
  const [changing, setChanging] = useState<'me' | 'password'>()
  const onClose = () => setChanging(undefined)
  const { name, colour, role } = me.member
  return (
    <Panel title="Me">
      <div className={look.row}>
        <Avatar name={name} colour={colour} size="m" isHere isDecoration />
        <span className={look.words}>
          <b>{name}</b>
          <span className="meta">{roleTitles[role]}</span>
          <span className={`meta ${look.address}`}>{me.email}</span>
          {me.phone && <span className="meta num">{me.phone}</span>}
        </span>
        <Button variant="default" onClick={signOut}>
          Sign out
        </Button>
      </div>
      <div className={look.acts}>
        <Button variant="default" onClick={() => setChanging('me')}>
          Change name, address or number
        </Button>
        <Button variant="default" onClick={() => setChanging('password')}>
          Change password
        </Button>
      </div>
      {changing === 'me' && <ChangeMe {...{ me, onClose }} />}
      {changing === 'password' && <ChangePassword email={me.email} onClose={onClose} />}
    </Panel>
  )
}
