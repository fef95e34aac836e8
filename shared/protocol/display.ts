// What the room display is sent: everything it shows, whole, each time something changed. It is made on the server, where
// names are replaced by roles, so that nothing which is not to be seen ever reaches the machine at the projector.

import type { Acting } from '../record/schema.ts'
import type { TaskView } from '../tasks/view.ts'

/** Text as it is shown. A chip stands for somebody: their role, or their name while names are shown. */
export type DisplayPiece =
  | { readonly text: string; readonly isBold?: true }
  | { readonly chip: string; readonly isStaff?: true }

export type DisplayBlock = {
  readonly mark: 'none' | 'bullet' | number
  readonly depth: number
  readonly pieces: readonly DisplayPiece[]
}

/** Somebody of the team: first name, initials and presence colour. */
export type DisplayMember = { readonly name: string; readonly initials: string; readonly colour: number }

export type DisplayTask = {
  readonly id: string
  readonly what: readonly DisplayPiece[]
  readonly who: DisplayMember | null
  readonly due: string | null
  readonly dueWords: string | null
  readonly state: TaskView['state']
  readonly deliveredAt: string | null
  readonly stateAt: string | null
}

export type DisplayMeeting = {
  readonly startedAt: string
  readonly place: string | null
  readonly question: number
  readonly joinCode: string
}

export type DisplayState = {
  readonly codeName: string
  readonly zone: string
  /** None while no meeting runs; then nothing else of the case is sent either. */
  readonly meeting: DisplayMeeting | null
  readonly whatHappened: readonly DisplayBlock[]
  readonly whatWeDo: readonly DisplayBlock[]
  readonly acting: Acting | null
  readonly tasks: readonly DisplayTask[]
  readonly inTheRoom: readonly DisplayMember[]
  /** By phone or from elsewhere. */
  readonly elsewhere: readonly DisplayMember[]
  /** Those who have not said where they are. */
  readonly here: readonly DisplayMember[]
  /** Those who are writing a task that is not added yet. */
  readonly adding: readonly DisplayMember[]
  /** Who may show names, and who shows them right now. */
  readonly names: { readonly lead: string | null; readonly shownBy: string | null }
}

/** Why a display goes blank for good. */
export type DisplayOver = 'meeting-ended' | 'not-available'
