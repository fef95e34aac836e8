// "Page the chair": one press calls; while it calls, the line beside it says how far it got.

import { Button, type ButtonProps } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'

type Given = ButtonProps & {
  label: string
  isBusy: boolean
  call: () => void
  labelClass?: string | undefined
}

export function CallButton({ label, isBusy, call, labelClass, ...look }: Given) {
  return (
    <Button
      variant="default"
      leftSection={<IconBellRinging size={20} stroke={1.6} aria-hidden="true" />}
      loading={isBusy}
      onClick={call}
      {...look}
    >
      <span className={labelClass}>{label}</span>
    </Button>
  )
}
