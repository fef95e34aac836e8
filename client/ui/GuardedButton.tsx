// A button that one answers with, which may come to stand under a finger: only a press counts that was meant for it.

import { Button, type ButtonVariant } from '@mantine/core'
import { type MouseEvent, type ReactNode, useEffect, useSyncExternalStore } from 'react'
import look from './GuardedButton.module.css'
import { pressGuard } from './press-guard.ts'

type GuardedButtonProps = {
  /** Which answer to what: another one is another button, though it stands in the same place. */
  what: string
  onPress: () => void
  isDisabled: boolean
  variant?: ButtonVariant
  /** Another look than that of a button among others. */
  className?: string | undefined
  leftSection?: ReactNode
  children: ReactNode
}

export function GuardedButton({
  what,
  onPress,
  isDisabled,
  variant = 'filled',
  className = look.button,
  leftSection,
  children,
}: GuardedButtonProps) {
  const isHeld = useSyncExternalStore(pressGuard.subscribe, () => pressGuard.isHeld(what))
  useEffect(() => {
    // What was rendered is drawn with the next frame, and was in sight by the one after it.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame((atMs) => pressGuard.show(what, atMs))
    })
    return () => {
      cancelAnimationFrame(frame)
      pressGuard.hide(what)
    }
  }, [what])
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pressGuard.take(what, placeOf(event), event.timeStamp)) onPress()
  }
  // Not `disabled`: the focus would be lost.
  const said = isHeld ? { 'aria-disabled': true, 'data-held': true } : {}
  return (
    <Button
      className={className ?? ''}
      leftSection={leftSection}
      data-press={what}
      variant={variant}
      disabled={isDisabled}
      onClick={press}
      {...said}
    >
      {children}
    </Button>
  )
}

/** Of a key it is the button's own. */
function placeOf({ detail, clientX, clientY, currentTarget }: MouseEvent<HTMLButtonElement>) {
  if (detail > 0) return { x: clientX, y: clientY }
  const { left, top } = currentTarget.getBoundingClientRect()
  return { x: left, y: top }
}
