// The places of the navigation, once for sidebar and palette. Only places that exist.

import {
  IconAddressBook,
  IconBook2,
  IconChecklist,
  IconLayoutColumns,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react'
import { addresses } from '../ui/addresses.ts'

export type Place = {
  href: string
  label: string
  Icon: TablerIcon
  keys?: string
  count?: 'cases' | 'tasks'
}

export const places: readonly Place[] = [
  { href: addresses.board, label: 'Board', Icon: IconLayoutColumns, keys: 'G then B', count: 'cases' },
  { href: addresses.myTasks, label: 'My tasks', Icon: IconChecklist, keys: 'G then T', count: 'tasks' },
  { href: addresses.staff, label: 'Staff and roster', Icon: IconAddressBook, keys: 'G then S' },
  { href: addresses.procedure, label: 'Procedure', Icon: IconBook2 },
  { href: addresses.settings, label: 'Settings', Icon: IconSettings },
]

/** Case pages belong to the board. */
export const isCurrent = (href: string, path: string): boolean =>
  path === href || (href === addresses.board && path.startsWith(addresses.cases))
