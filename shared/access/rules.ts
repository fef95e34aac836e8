// Who may do what: the whole table. Pure, so that server and screens ask the same question; the server's
// answer is the one that counts. Somebody locked out of a case has the level 'none' there, whatever their role.

/** Role in the event. */
export const roles = ['chair', 'coordinator', 'staff'] as const
export type Role = (typeof roles)[number]

/** Level in one case, as it can be given. */
export const caseLevels = ['lead', 'write', 'read'] as const
export type CaseLevel = (typeof caseLevels)[number]
export type CaseStanding = CaseLevel | 'none'

export const eventActions = [
  'invite',
  'end-account',
  'change-role',
  'event-settings',
  'adopt-procedure',
  'edit-roster',
] as const
export type EventAction = (typeof eventActions)[number]

export const caseActions = [
  'read',
  'write',
  'start-meeting',
  'end-meeting',
  'change-stage',
  'change-access',
  'add-person',
  'answer-own-task',
  'show-names',
] as const
export type CaseAction = (typeof caseActions)[number]

const inEvent: Readonly<Record<EventAction, readonly Role[]>> = {
  invite: ['chair', 'coordinator'],
  'adopt-procedure': ['chair', 'coordinator'],
  'edit-roster': ['chair', 'coordinator'],
  'end-account': ['chair'],
  'change-role': ['chair'],
  'event-settings': ['chair'],
}

/** 'runs': the lead, and a chair or coordinator who has write. 'leads': the lead alone. */
const inCase: Readonly<Record<CaseAction, 'reads' | 'writes' | 'runs' | 'leads'>> = {
  read: 'reads',
  'answer-own-task': 'reads',
  write: 'writes',
  'start-meeting': 'writes',
  'end-meeting': 'writes',
  'change-stage': 'runs',
  'change-access': 'runs',
  'add-person': 'runs',
  'show-names': 'leads',
}

/** Whether a role allows this in the event. Says nothing about any case. */
export const mayInEvent = (role: Role, action: EventAction): boolean => inEvent[action].includes(role)

/**
 * Whether somebody of this standing may do this in a case. A task given to somebody without the case
 * ('none') is not asked here: they answer it because it is theirs, and see nothing else.
 */
export function mayInCase(me: { role: Role; level: CaseStanding }, action: CaseAction): boolean {
  if (me.level === 'none') return false
  if (me.level === 'lead' || inCase[action] === 'reads') return true
  if (me.level === 'read' || inCase[action] === 'leads') return false
  return inCase[action] === 'writes' || me.role !== 'staff'
}
