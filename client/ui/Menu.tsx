// The one look of menus: Mantine's behaviour, our surface, 44 px rows. Use it as <Menu> around Menu.Target,
// Menu.Dropdown and Menu.Item, like Mantine's own.

import { Menu as MantineMenu, type MenuProps } from '@mantine/core'
import look from './Menu.module.css'

export function Menu(props: MenuProps) {
  return <MantineMenu classNames={look} {...props} />
}

Menu.Target = MantineMenu.Target
Menu.Dropdown = MantineMenu.Dropdown
Menu.Item = MantineMenu.Item
Menu.Label = MantineMenu.Label
Menu.Divider = MantineMenu.Divider
