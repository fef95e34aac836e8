// The five columns of the board. A case may go from any stage to any other: a team may have to reopen
// what was closed. 'meeting' is entered by moving the case there or by starting a meeting.

/** In the order of the board, left to right. */
export const stages = ['new', 'meeting', 'acting', 'decided', 'closed'] as const

export type Stage = (typeof stages)[number]

export const stageTitles: Readonly<Record<Stage, string>> = {
  new: 'New',
  meeting: 'In meeting',
  acting: 'Acting',
  decided: 'Decided',
  closed: 'Closed',
}

/** Whether a move changes anything; who may make it is asked in shared/access/rules.ts. */
export const isMove = (from: Stage, to: Stage): boolean => from !== to

/** Where "Move to…" can take a case, in the order of the board. */
export const movesFrom = (from: Stage): Stage[] => stages.filter((to) => isMove(from, to))
