// The list of keys, opened with "?".

import { Dialog } from '../ui/Dialog.tsx'
import { KeyHint } from '../ui/KeyHint.tsx'
import { useSingleKeys } from '../ui/preferences.ts'
import look from './ShortcutList.module.css'

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Find or do anything'],
  ['G then B', 'Board'],
  ['G then T', 'My tasks'],
  ['G then S', 'Staff'],
  ['G then M', 'Meeting, in a case'],
  ['Alt 1', 'First question; up to Alt 4'],
  ['Alt N', 'Quick add'],
  ['F6', 'Next region; with Shift the one before'],
  ['Arrow keys', 'Between cards on the board; Enter opens'],
  ['Shift M', 'Move to…, on a card'],
  ['# or @', 'Names somebody in the case, or on the team, in a text'],
  ['Escape', 'Leave an editor'],
  ['?', 'This list'],
]

export function ShortcutList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const isOn = useSingleKeys()
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title="Keyboard">
      <dl className={look.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <KeyHint keys={key} />
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      {!isOn && <p className="meta">Single keys are switched off in Settings.</p>}
    </Dialog>
  )
}
