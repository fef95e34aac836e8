// "Call Nkechi": the telephone, which works where nothing else does.

import { Button, type ButtonProps } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { dialled } from './numbers.ts'

type Given = ButtonProps & { name: string; phone: string }

export function CallLink({ name, phone, ...look }: Given) {
  return (
    <Button
      component="a"
      href={dialled(phone)}
      variant="default"
      leftSection={<IconPhone size={20} stroke={1.6} aria-hidden="true" />}
      {...look}
    >
      Call {name}
    </Button>
  )
}
