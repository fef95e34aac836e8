// Who may do what: the whole table. Pure, so that server and screens ask the same question; the server's
// answer is the one that counts. Somebody excluded from a case has the level 'none' there, whatever their role.

/** Role in the event. */
export const roles = ['chair', 'coordinator', 'staff'] as const
export type Role = (typeof roles)[number]

/** Level in one case, as it can be given. */
export const caseLevels = ['lead', 'write', 'read'] as const
export type CaseLevel = (typeof caseLevels)[number]
export type CaseStanding = CaseLevel | 'none'

export const eventActions = [
  'invite',
  'confirm-member',
  'recover-member',
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
  'let-back-in',
  'answer-own-task',
  'show-names',
  'take-procedure',
] as const
export type CaseAction = (typeof caseActions)[number]

const inEvent: Readonly<Record<EventAction, readonly Role[]>> = {
  invite: ['chair', 'coordinator'],
  'confirm-member': ['chair'],
  'recover-member': ['chair', 'coordinator'],
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
  // It takes two of them.
  'let-back-in': 'reads',
  write: 'writes',
  'start-meeting': 'writes',
  'end-meeting': 'writes',
  'change-stage': 'runs',
  'change-access': 'runs',
  'add-person': 'runs',
  'show-names': 'leads',
  'take-procedure': 'leads',
}

/** Whether a role allows this in the event. Says nothing about any case. */
export const mayInEvent = (role: Role, action: EventAction): boolean => inEvent[action].includes(role)

/** Whether a role may invite somebody into that one. Chairs and coordinators come by the chair alone. */
export const mayInviteAs = (role: Role, invited: Role): boolean =>
  mayInEvent(role, 'invite') && (role === 'chair' || invited === 'staff')

/**
 * Whether a role may make a way back in for somebody of that one, confirmed or not: chairs for everybody, coordinators for staff.
 * Whoever holds such a link can become who it is for, so nobody makes one upwards, nor among coordinators.
 */
export const mayRecover = (role: Role, of: Role): boolean =>
  mayInEvent(role, 'recover-member') && (role === 'chair' || of === 'staff')

/** A member's role as it counts: until a chair has confirmed who they are, they act as staff. */
export const actingRole = ({ role, isConfirmed }: { role: Role; isConfirmed: boolean }): Role =>
  isConfirmed ? role : 'staff'

/** What a case that is closed takes no more: words, and whatever brings some. Who may see it can still be changed. */
const endsWithClosing: ReadonlySet<CaseAction> = new Set([
  'write',
  'start-meeting',
  'end-meeting',
  'add-person',
  'answer-own-task',
  'show-names',
  'take-procedure',
])

/** Said to whoever would write in one. */
export const closedCase = 'This case is closed. The lead can reopen it.'

/**
 * Whether somebody of this standing may do this in a case. While it is closed only its lead may change its stage, which reopens it. A task given to somebody without the case
 * ('none') is not asked here: they answer it because it is theirs, and see nothing else.
 */
export function mayInCase(
  me: { role: Role; level: CaseStanding; isClosed?: boolean },
  action: CaseAction,
): boolean {
  if (me.level === 'none') return false
  if (me.isClosed && (endsWithClosing.has(action) || (action === 'change-stage' && me.level !== 'lead')))
    return false
  if (me.level === 'lead' || inCase[action] === 'reads') return true
  if (me.level === 'read' || inCase[action] === 'leads') return false
  return inCase[action] === 'writes' || me.role !== 'staff'
}

/** A member as they stand in a case that needs a lead. */
export type Heir = {
  /** The role as it counts. */
  readonly role: Role
  readonly level: CaseStanding
  /** They have yet to answer the conflict check. */
  readonly isAsked: boolean
  readonly isExcluded: boolean
  /** Was a chair or coordinator already when the case was opened. */
  readonly wasThere: boolean
}

/**
 * Who leads a case that nobody leads any more: the chair, else a coordinator, else whoever writes, else whoever reads.
 * First among those who may open it, then among those who have yet to answer the conflict check, so that nobody new is shown
 * a case without need; then those who ran the team when it was opened. Who came later gets nothing by itself.
 * @param team those who have been there longest first @returns undefined when nobody is left
 */
export function nextLead<H extends Heir>(team: readonly H[]): H | undefined {
  let next: H | undefined
  for (const heir of team) if (turnOf(heir) < (next ? turnOf(next) : Infinity)) next = heir
  return next
}

function turnOf({ role, level, isAsked, isExcluded, wasThere }: Heir): number {
  if (isExcluded) return Infinity
  const byRole = role === 'chair' ? 0 : role === 'coordinator' ? 1 : level === 'read' ? 3 : 2
  if (level !== 'none') return isAsked ? 10 + byRole : byRole
  return wasThere && role !== 'staff' ? 20 + byRole : Infinity
}
