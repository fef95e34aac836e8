// The two buttons of an offer to ring, wherever it stands. Their words are one line each.

import { Button } from '@mantine/core'
import look from './RingActs.module.css'

type RingActsProps = { isBusy: boolean; turnOn: () => void; putOff: () => void }

export function RingActs({ isBusy, turnOn, putOff }: RingActsProps) {
  return (
    <div className={look.acts}>
      <Button size="compact-md" loading={isBusy} onClick={turnOn}>
        Turn on
      </Button>
      <Button size="compact-md" variant="subtle" onClick={putOff}>
        Not now
      </Button>
    </div>
  )
}
