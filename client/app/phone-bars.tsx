// The bars of phones: the name and who is signed in above, four places within a thumb's reach below.

import { IconAddressBook, IconHome, IconLayoutColumns, IconPencilPlus } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { addresses } from '../ui/addresses.ts'
import { Logo } from '../ui/Logo.tsx'
import { MemberMenu } from './MemberMenu.tsx'
import look from './phone-bars.module.css'

export function TopBar() {
  return (
    <header className={look.top}>
      <Link href={addresses.myTasks}>
        <Logo />
      </Link>
      <MemberMenu isSmall />
    </header>
  )
}

const tabs = [
  { href: addresses.myTasks, label: 'Home', Icon: IconHome },
  { href: addresses.board, label: 'Board', Icon: IconLayoutColumns },
  { href: addresses.firstResponse, label: 'New report', Icon: IconPencilPlus },
  { href: addresses.staff, label: 'Staff', Icon: IconAddressBook },
] as const

export function BottomBar() {
  const [path] = useLocation()
  return (
    <nav className={look.bottom} aria-label="Main">
      {tabs.map(({ href, label, Icon }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  )
}
