// What this device prefers: light or dark, and single-key shortcuts.

import { type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { Panel } from '../../ui/Panel.tsx'
import { setSingleKeys, useSingleKeys } from '../../ui/preferences.ts'
import { Segmented } from '../../ui/Segmented.tsx'
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
      </div>
    </Panel>
  )
}
