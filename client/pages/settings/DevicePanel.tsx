// What this device prefers: light or dark, and single-key shortcuts.

import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { limits } from '#shared/limits.ts'
import { type PushState, usePush } from '../../api/push.ts'
import { useOfflineStore } from '../../offline/use-offline-store.ts'
import { Panel } from '../../ui/Panel.tsx'
import { setSingleKeys, useSingleKeys } from '../../ui/preferences.ts'
import { Segmented } from '../../ui/Segmented.tsx'
import { AddPhone } from './AddPhone.tsx'
import look from './settings.module.css'

const schemes = [
  { value: 'auto', label: 'Like the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const

const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const

const ringingWords: Record<PushState, string> = {
  on: 'A locked phone shows “something for you”, and never what it is about.',
  off: 'New tasks are shown while Greenroom is open. A locked phone would show “something for you”, and never what it is about.',
  blocked:
    'Notifications are blocked in this browser’s settings. New tasks are shown while Greenroom is open.',
  unsupported:
    'This browser cannot show notifications for Greenroom. New tasks are shown while it is open. On an iPhone, add it to the Home Screen first.',
}

function Ringing() {
  const { state, isBusy, hasFailed, set } = usePush()
  if (!state) return null
  const canChoose = state === 'on' || state === 'off'
  return (
    <div>
      {canChoose ? (
        <Segmented
          label="Notifications"
          showsLabel
          options={onOff}
          value={state}
          onChange={(value) => !isBusy && set(value === 'on')}
        />
      ) : (
        <h3 className={look.label}>Notifications</h3>
      )}
      <p className={look.hint}>{ringingWords[state]}</p>
      {hasFailed && <p role="alert">This could not be changed now. Try again in a moment.</p>}
    </div>
  )
}

/** Said plainly, because it is a risk that somebody may have to weigh. */
function WhatIsKept() {
  const isKeeping = useOfflineStore() !== undefined
  return (
    <div>
      <h3 className={look.label}>Without a network</h3>
      {isKeeping ? (
        <p className={look.hint}>
          The cases you opened and your tasks can be read here, and what you write waits here to be sent. All
          of it is encrypted. It can be read until {limits.keptHours} hours after the last contact with the
          server, also by somebody who takes this device from you while it is unlocked. If it is lost or
          taken, tell the chair at once: what you may not read any more is wiped at its next contact. Signing
          out wipes everything.
        </p>
      ) : (
        <p className={look.hint}>Nothing is kept on this device.</p>
      )}
    </div>
  )
}

export function DevicePanel() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isOn = useSingleKeys()
  return (
    <Panel title="This device">
      <div className={look.settings}>
        <Segmented<MantineColorScheme>
          label="Appearance"
          showsLabel
          options={schemes}
          value={colorScheme}
          onChange={setColorScheme}
        />
        <div>
          <Segmented
            label="Single-key shortcuts"
            showsLabel
            options={onOff}
            value={isOn ? 'on' : 'off'}
            onChange={(value) => setSingleKeys(value === 'on')}
          />
          <p className={look.hint}>Such as G then B for the board. Press ? for the list.</p>
        </div>
        <Ringing />
        <WhatIsKept />
        <AddPhone />
      </div>
    </Panel>
  )
}
