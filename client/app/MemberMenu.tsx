// Who is signed in, with the way out.

import { IconBook2, IconLogout, IconSettings } from '@tabler/icons-react'
import { useLocation } from 'wouter'
import { useMe } from '../api/queries.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { addresses } from '../ui/addresses.ts'
import { Menu } from '../ui/Menu.tsx'
import { roleTitles } from '../ui/role-titles.ts'
import { useSignOutHere } from '../ui/sign-out.tsx'
import look from './MemberMenu.module.css'

export function MemberMenu({ isSmall = false }: { isSmall?: boolean }) {
  const [, navigate] = useLocation()
  const { data: me } = useMe()
  const signOut = useSignOutHere()
  if (!me) return null
  const { name, colour, role } = me.member
  return (
    <Menu position={isSmall ? 'bottom-end' : 'top-start'}>
      <Menu.Target>
        <button type="button" className={look.member} data-small={isSmall || undefined}>
          <Avatar name={name} colour={colour} size="m" isHere isDecoration />
          <span className={look.words}>
            <b>{name}</b>
            <span className="meta">{roleTitles[role]}</span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconBook2 aria-hidden="true" />}
          onClick={() => navigate(addresses.procedure)}
        >
          Procedure
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings aria-hidden="true" />}
          onClick={() => navigate(addresses.settings)}
        >
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout aria-hidden="true" />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
